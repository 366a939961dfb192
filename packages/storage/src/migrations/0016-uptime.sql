-- Stretches of time in which a gateway took documents; each prolongs its own every few seconds. What lies in none of them was
-- an outage.
create table uptime_stretches (
  id bigint generated always as identity primary key,
  began_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);

create index uptime_stretches_newest on uptime_stretches (last_seen_at desc);
