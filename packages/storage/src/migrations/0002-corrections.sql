-- What people have found right and wrong, in the order in which they said it; nothing here is ever changed.
create table corrections (
  id bigint generated always as identity primary key,
  job_id text not null references jobs (id) on delete cascade,
  -- As it was sent.
  corrections jsonb not null,
  -- What stood there before.
  replaced json not null,
  request_id text not null,
  created_at timestamptz(3) not null default now()
);

create index corrections_by_job on corrections (job_id, id desc);

-- What the last correction of a document has taught about its supplier. Erased with the document that it was learned from.
create table supplier_lessons (
  job_id text primary key references jobs (id) on delete cascade,
  -- What its supplier is recognised by.
  keys text[] not null,
  lesson jsonb not null,
  learned_at timestamptz(3) not null default now()
);

create index supplier_lessons_by_key on supplier_lessons using gin (keys);

-- Equal uploads, whose pages one of them has seen.
create index jobs_completed_by_read_key on jobs (read_key) where status = 'completed';
