-- Which model serves since when: the newest row. Never changed and never erased; going back is one more row. Without any row
-- the newest model in the folder serves.
create table deployments (
  id text primary key,
  number bigint generated always as identity,
  model_version text not null,
  previous_version text,
  reason text not null check (reason in ('activated', 'reloaded', 'trained', 'rolled_back')),
  -- The training that it came from.
  training_id text,
  -- An API key, `loopback`, or the service that decided.
  actor text not null,
  -- What the decision stood on, in words.
  detail text,
  created_at timestamptz(3) not null default now()
);

create unique index deployments_newest on deployments (number desc);

create function refuse_change_of_deployments() returns trigger language plpgsql as $$
begin
  raise exception 'what served when is not changed';
end $$;

create trigger deployments_are_append_only before update or delete on deployments
  for each row execute function refuse_change_of_deployments();

-- What another model than the one that serves reads on the same documents: to judge it, or to watch it beside real traffic.
-- Read without what was learned of the supplier, so that the model alone is compared.
create table trial_readings (
  model_version text not null,
  job_id text not null references jobs (id) on delete cascade,
  purpose text not null check (purpose in ('evaluation', 'shadow')),
  -- One of both.
  reading json,
  problem jsonb,
  duration_ms integer,
  created_at timestamptz(3) not null default now(),
  primary key (model_version, job_id, purpose)
);

create index trial_readings_by_job on trial_readings (job_id);
