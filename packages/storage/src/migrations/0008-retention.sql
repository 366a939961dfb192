-- What is kept for a limited time, and when it went.
alter table jobs
  -- The uploaded file.
  add column file_erased_at timestamptz(3),
  -- Page images and what was seen on the pages; null again while a page is there that was drawn since.
  add column pages_erased_at timestamptz(3);

-- Whose turn is next.
create index jobs_with_file on jobs (created_at)
  where file_erased_at is null and status in ('completed', 'failed', 'cancelled');
create index jobs_with_pages on jobs (created_at)
  where pages_erased_at is null and status in ('completed', 'failed', 'cancelled');
create index corrections_by_age on corrections (created_at);
create index supplier_lessons_by_age on supplier_lessons (learned_at);
