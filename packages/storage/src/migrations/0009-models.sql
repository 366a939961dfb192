-- Which model serves since when: the newest row. Never changed and never erased; going back is one more row. Without any row
-- the newest model in the folder serves.
create table deployments (
  id text primary key,
  number bigint generated always as identity,
  model_version text not null,
  previous_version text,
  -- `initial`: what served before there was any deployment.
  reason text not null check (reason in ('initial', 'activated', 'reloaded', 'trained', 'rolled_back')),
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

-- As a trigger, so that no deployment is made without it, whoever decides.
create function tell_of_deployment() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (id, webhook_id, event, lane, facts)
  select
    new_delivery_id(),
    webhook.id,
    'model.deployed',
    webhook.id,
    jsonb_strip_nulls(jsonb_build_object(
      'model_version', new.model_version,
      'previous_version', new.previous_version,
      'reason', new.reason
    ))
  from webhooks webhook
  where webhook.enabled and webhook.kind = 'endpoint' and 'model.deployed' = any (webhook.events);
  return null;
end $$;

create trigger tell_of_deployment
  after insert on deployments for each row
  when (new.reason <> 'initial' and new.model_version is distinct from new.previous_version)
  execute function tell_of_deployment();

-- A model that is to be tried by the workers before it may be deployed. Each answers for itself; asked in vain, it lapses.
create table model_checks (
  id text primary key,
  model_version text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);

create index model_checks_by_expiry on model_checks (expires_at);

create table model_check_answers (
  check_id text not null references model_checks (id) on delete cascade,
  worker_id text not null,
  -- Why it cannot be used there; null when it can.
  refusal text,
  created_at timestamptz(3) not null default now(),
  primary key (check_id, worker_id)
);

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
