-- Servers of callbacks whose last attempt has failed: like an endpoint that fails, each is sent one delivery at a time.
create table failing_callback_lanes (
  lane text primary key
);

-- From before `previous_secret`: while it is valid they sign as well. Code that does not know them lets them expire with it.
alter table webhooks add column older_secrets text[] not null default '{}';

-- A supplier is asked for by its name, and an index on a part of the name answers no such question. Whoever writes waits while
-- it is built; who reads waits for the exchange of the two alone.
update jobs set supplier = left(supplier, 300) where length(supplier) > 300;
create index jobs_by_whole_supplier_name on jobs (supplier) where status = 'completed';
drop index jobs_by_supplier_name;
alter index jobs_by_whole_supplier_name rename to jobs_by_supplier_name;
