-- Who is told of what happens.
create table webhooks (
  id text primary key,
  -- `callback`: the one row that stands for every callback_url. It has no address of its own.
  kind text not null check (kind in ('endpoint', 'callback')),
  url text check ((url is null) = (kind = 'callback')),
  events text[] not null,
  description text,
  include_result boolean not null default false,
  headers jsonb not null default '{}',
  ca text,
  -- As they are, since whoever reads this database reads the invoices too; the API never shows them again.
  secret text not null,
  -- Signs as well until it expires.
  previous_secret text,
  previous_secret_expires_at timestamptz,
  enabled boolean not null default true,
  disabled_reason text,
  disabled_at timestamptz,
  -- First of the attempts that have failed since one succeeded.
  failing_since timestamptz,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create unique index webhooks_one_for_callbacks on webhooks (kind) where kind = 'callback';

insert into webhooks (id, kind, events, description, secret)
values (
  'wh_000000000000000000ca11back',
  'callback',
  array['extraction.completed', 'extraction.corrected', 'extraction.failed'],
  'Every callback_url',
  -- 244 random bits.
  'whsec_' || encode(decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'), 'base64')
);

alter table jobs add column callback_url text;

-- One event on its way to one endpoint. It goes with the job: nothing is told of what was erased.
create table webhook_deliveries (
  -- The webhook-id, which every attempt carries.
  id text primary key,
  -- In the order in which they happened.
  number bigint generated always as identity,
  webhook_id text not null references webhooks (id) on delete cascade,
  job_id text references jobs (id) on delete cascade,
  event text not null,
  -- Of a callback.
  url text,
  -- What is sent side by side only so often: the endpoint, or the server of a callback.
  lane text not null,
  facts jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- Ever, and since it was last asked for.
  attempts integer not null default 0,
  tries integer not null default 0,
  next_attempt_at timestamptz(3) default now(),
  -- When it was last given to the queue; null while it is not there.
  swept_at timestamptz,
  -- Who sends it has until then to say what came of it.
  lease_until timestamptz,
  -- The last attempts.
  log jsonb not null default '[]',
  created_at timestamptz(3) not null default now()
);

create unique index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, number desc);
create index webhook_deliveries_by_job on webhook_deliveries (job_id);
create index webhook_deliveries_due on webhook_deliveries (lane, next_attempt_at) where status = 'pending';
create index webhook_deliveries_queued on webhook_deliveries (swept_at) where swept_at is not null;
create index webhook_deliveries_by_age on webhook_deliveries (created_at);

create function new_delivery_id() returns text language sql volatile as $$
  select 'msg_' || replace(gen_random_uuid()::text, '-', '')
$$;

-- A row for each of these events and each endpoint that wants it.
create function add_webhook_deliveries(told_job text, told_events text[]) returns void language sql as $$
  insert into webhook_deliveries (id, webhook_id, job_id, event, url, lane, facts)
  select
    new_delivery_id(),
    webhook.id,
    job.id,
    told.event,
    case webhook.kind when 'callback' then job.callback_url end,
    case webhook.kind when 'callback' then 'callback ' || lower(substring(job.callback_url from '^[^/]+//[^/?#]+')) else webhook.id end,
    jsonb_strip_nulls(jsonb_build_object(
      'job_id', job.id,
      'external_id', job.external_id,
      'status', job.status,
      'needs_review', case job.status when 'completed' then job.needs_review end,
      'model_version', job.model_version,
      'problem', case job.status
        when 'failed' then jsonb_build_object('code', job.problem->>'code', 'title', job.problem->>'title')
      end
    ))
  from webhooks webhook
  cross join unnest(told_events) with ordinality as told (event, place)
  join jobs job on job.id = told_job
  where webhook.enabled
    and told.event = any (webhook.events)
    and (webhook.kind = 'endpoint' or job.callback_url is not null)
  order by told.place
$$;

-- As triggers, so that no statement completes a job without them, whoever writes it.
create function tell_of_job() returns trigger language plpgsql as $$
begin
  perform add_webhook_deliveries(new.id, case
    when new.status = 'failed' then array['extraction.failed']
    when new.needs_review then array['extraction.completed', 'extraction.needs_review']
    else array['extraction.completed']
  end);
  return null;
end
$$;

create trigger tell_of_job_complete_at_once
  after insert on jobs for each row
  when (new.status in ('completed', 'failed'))
  execute function tell_of_job();

create trigger tell_of_job_ended
  after update of status on jobs for each row
  when (new.status in ('completed', 'failed') and old.status <> new.status)
  execute function tell_of_job();

create function tell_of_correction() returns trigger language plpgsql as $$
begin
  perform add_webhook_deliveries(new.job_id, array['extraction.corrected']);
  return null;
end
$$;

create trigger tell_of_correction
  after insert on corrections for each row
  execute function tell_of_correction();
