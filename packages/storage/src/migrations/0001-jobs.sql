-- One row for each upload, and its state. A job is a row before it is a message.
create table jobs (
  id text primary key,
  status text not null check (status in ('queued', 'processing', 'completed', 'failed', 'cancelled')),
  filename text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  md5 text not null,
  -- Equal for uploads that one reading answers: the same bytes, read with the same options.
  read_key text not null,
  options jsonb not null default '{}',
  -- Asked to be read anew, whatever the cache holds.
  refresh boolean not null default false,
  priority text not null check (priority in ('interactive', 'batch')),
  external_id text,
  metadata jsonb,
  request_id text not null,
  -- Grows with every change: the id of its events, and its entity tag.
  version integer not null default 1,
  stage text,
  page integer,
  pages integer,
  -- Who reads it, and until when nobody else may.
  claim_token text,
  lease_until timestamptz,
  attempts integer not null default 0,
  -- When it was last claimed.
  started_at timestamptz,
  -- Reader processes that it ended.
  crashes integer not null default 0,
  -- When it was last given to the queue again.
  swept_at timestamptz,
  problem jsonb,
  -- As text: it is written once and handed out as it is.
  reading json,
  cached boolean not null default false,
  model_version text,
  overall_confidence real,
  needs_review boolean,
  supplier text,
  -- What the list is searched by, in lower case.
  search_text text not null default '',
  extracted_at timestamptz,
  duration_ms integer,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create index jobs_newest on jobs (created_at desc, id desc);
create index jobs_by_external_id on jobs (external_id) where external_id is not null;
create index jobs_open on jobs (created_at) where status in ('queued', 'processing');
create index jobs_open_by_read_key on jobs (read_key) where status in ('queued', 'processing');
create index jobs_extracted on jobs (extracted_at desc) where extracted_at is not null;
create index jobs_final on jobs (updated_at) where status in ('completed', 'failed');

-- The same request sent twice makes one job.
create table idempotency_keys (
  key text primary key,
  -- Digest of the file and the options: another request under the same key is refused.
  fingerprint text not null,
  job_id text not null references jobs (id) on delete cascade,
  created_at timestamptz(3) not null default now()
);

create index idempotency_keys_by_job on idempotency_keys (job_id);
create index idempotency_keys_by_age on idempotency_keys (created_at);
