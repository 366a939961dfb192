-- In a transaction of its own: whoever reads waits for the exchange alone, and not while the index is built.
drop index jobs_by_supplier_name;
alter index jobs_by_whole_supplier_name rename to jobs_by_supplier_name;
