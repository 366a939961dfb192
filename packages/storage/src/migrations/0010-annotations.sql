-- What people have said of documents, from the API's corrections and from Label Studio, in the order in which it was heard.
-- Append-only: an update, a skip or a deletion is one more row of the same source. The newest row of a source counts.
create table annotations (
  id bigint generated always as identity primary key,
  job_id text not null references jobs (id) on delete cascade,
  origin text not null check (origin in ('correction', 'label_studio')),
  -- Identifies the annotation at its origin: `correction` for all corrections of a job, Label Studio's unique_id otherwise.
  source_id text not null,
  state text not null check (state in ('finished', 'skipped', 'deleted')),
  -- [{label, value, page, bbox}] of the whole document, boxes relative to the upright page; the truth that training sees.
  fields jsonb not null default '[]',
  -- When the person said it.
  annotated_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);

create index annotations_by_source on annotations (job_id, origin, source_id, id desc);
create index annotations_by_age on annotations (created_at);

-- The documents with a finished annotation that still counts, one row each: the newest said of them.
create view annotated_documents as
select distinct on (latest.job_id)
  latest.job_id, latest.origin, latest.fields, latest.annotated_at, latest.created_at, latest.id as annotation_id
from (
  select distinct on (job_id, origin, source_id) *
  from annotations
  order by job_id, origin, source_id, id desc
) as latest
where latest.state = 'finished' and jsonb_array_length(latest.fields) > 0
order by latest.job_id, latest.annotated_at desc, latest.id desc;

-- Documents that are to be seen by a person in Label Studio. A row before it is a message: it is made with the result.
create table review_requests (
  job_id text primary key references jobs (id) on delete cascade,
  reason text not null check (reason in ('low_confidence', 'audit', 'asked')),
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  -- Of Label Studio, one for each page.
  task_ids bigint[] not null default '{}',
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) default now(),
  problem jsonb,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3)
);

create index review_requests_due on review_requests (next_attempt_at) where status = 'pending';
