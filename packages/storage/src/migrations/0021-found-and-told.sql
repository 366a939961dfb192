-- Servers of callbacks whose last attempt has failed: like an endpoint that fails, each is sent one delivery at a time.
create table failing_callback_lanes (
  lane text primary key
);
