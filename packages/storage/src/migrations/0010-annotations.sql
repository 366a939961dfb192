-- What people have said of documents, from the API's corrections and from Label Studio, in the order in which it was heard.
-- Append-only: an update, a skip or a deletion is one more row of the same source. The newest row of a source counts.
create table annotations (
  id bigint generated always as identity primary key,
  job_id text not null references jobs (id) on delete cascade,
  origin text not null check (origin in ('correction', 'label_studio')),
  -- Identifies the annotation at its origin: `correction` for all corrections of a job, `document` for what the tasks of its
  -- pages say together in Label Studio.
  source_id text not null,
  state text not null check (state in ('finished', 'skipped', 'deleted')),
  -- [{label, value, page, bbox}] of the whole document, boxes relative to the upright page; the truth that training sees.
  fields jsonb not null default '[]',
  -- Of Label Studio: which annotations it is made of, by id and created_at, since an id alone may come back.
  parts jsonb not null default '[]',
  -- Of Label Studio: of state and regions, so that the same is not kept twice.
  digest text,
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
  -- The images of the pages, in Label Studio, in their order.
  upload_ids bigint[] not null default '{}',
  -- How often it was begun, and how often it was refused for a reason of its own.
  attempts integer not null default 0,
  refusals integer not null default 0,
  -- While it is being sent: when somebody else may.
  next_attempt_at timestamptz(3) default now(),
  problem jsonb,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3)
);

create index review_requests_due on review_requests (next_attempt_at) where status = 'pending';
create index review_requests_sent on review_requests (job_id) where status = 'sent';

-- What the settings want of new results; `feedback` writes it whenever it starts.
create table review_policy (
  is_only boolean primary key default true check (is_only),
  auto_send boolean not null default true,
  audit_share double precision not null default 0.02
);

insert into review_policy default values;

-- As a trigger, so that no statement completes a job without it, whoever writes it.
create function ask_for_review() returns trigger language plpgsql as $$
begin
  insert into review_requests (job_id, reason)
  select new.id, case when new.needs_review then 'low_confidence' else 'audit' end
  from review_policy
  where auto_send
    -- What an earlier reading answers tells nothing new of the true error rate.
    and (new.needs_review or (not new.cached and random() < audit_share))
  on conflict do nothing;
  return null;
end
$$;

create trigger ask_for_review_complete_at_once
  after insert on jobs for each row
  when (new.status = 'completed')
  execute function ask_for_review();

create trigger ask_for_review_completed
  after update of status on jobs for each row
  when (new.status = 'completed' and old.status <> 'completed')
  execute function ask_for_review();

-- What is left to be erased in Label Studio of jobs that are gone.
create table label_studio_erasures (
  job_id text primary key,
  task_ids bigint[] not null,
  upload_ids bigint[] not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now()
);

create index label_studio_erasures_due on label_studio_erasures (next_attempt_at);

create function erase_in_label_studio() returns trigger language plpgsql as $$
begin
  insert into label_studio_erasures (job_id, task_ids, upload_ids, next_attempt_at)
  values (old.job_id, old.task_ids, old.upload_ids,
    -- Whoever is sending it just now has ended by then.
    case when old.status = 'pending' then greatest(now(), old.next_attempt_at) else now() end)
  on conflict do nothing;
  return null;
end
$$;

create trigger review_requests_erase_in_label_studio
  after delete on review_requests for each row
  when (old.attempts > 0)
  execute function erase_in_label_studio();

-- Where the work with one Label Studio stands.
create table label_studio_projects (
  url text primary key,
  project_id bigint not null,
  -- updated_at of the last task that was looked at, with its microseconds.
  reached text,
  -- What its webhook shows to be let in: 244 random bits.
  webhook_secret text not null
    default encode(decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'), 'hex')
);
