-- Files that were sent together. The row, its jobs and its refusals are committed at once.
create table batches (
  id text primary key,
  -- How many files were sent; those that are neither jobs nor refusals were deleted since.
  total integer not null,
  request_id text not null,
  created_at timestamptz(3) not null default now()
);

create index batches_by_age on batches (created_at);

alter table jobs
  add column batch_id text references batches (id),
  -- Place among the files of the request, from 0.
  add column batch_position integer;

create unique index jobs_by_batch on jobs (batch_id, batch_position) where batch_id is not null;

-- Files that became no job.
create table batch_refusals (
  batch_id text not null references batches (id) on delete cascade,
  position integer not null,
  filename text not null,
  problem jsonb not null,
  primary key (batch_id, position)
);

-- The same request sent twice makes one job, or one batch.
alter table idempotency_keys
  alter column job_id drop not null,
  add column batch_id text references batches (id) on delete cascade,
  add constraint idempotency_keys_of_one check (num_nonnulls(job_id, batch_id) = 1);

create index idempotency_keys_by_batch on idempotency_keys (batch_id) where batch_id is not null;

-- Few among many, and looked for often.
create index jobs_unread on jobs (created_at desc, id desc) where status in ('failed', 'cancelled');

-- Parts of names and numbers are found by their trigrams. Where PostgreSQL came without the extension they are found all the
-- same, only more slowly.
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_trgm') then
    create extension if not exists pg_trgm;
    create index jobs_by_text on jobs using gin (search_text gin_trgm_ops);
    create index jobs_by_supplier on jobs using gin (supplier gin_trgm_ops);
  end if;
exception
  when insufficient_privilege then
    raise notice 'pg_trgm may not be created by this user: texts are searched row by row';
end
$$;
