-- Servers of callbacks whose last attempt has failed: like an endpoint that fails, each is sent one delivery at a time.
create table failing_callback_lanes (
  lane text primary key
);

-- From before `previous_secret`: while it is valid they sign as well. Code that does not know them lets them expire with it.
alter table webhooks add column older_secrets text[] not null default '{}';
