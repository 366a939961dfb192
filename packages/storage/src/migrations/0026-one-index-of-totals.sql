-- In a transaction of its own: whoever reads waits for the exchange alone, and not while the index is built.
drop index jobs_totals;
alter index jobs_totals_as_read rename to jobs_totals;
