-- A supplier is asked for by its name, and an index on a part of the name answers no such question. Whoever writes waits while
-- the other is built; who reads does not. Locked once and before all else: who waits for us holds nothing that we wait for.
lock table jobs in exclusive mode;
update jobs set supplier = left(supplier, 300) where length(supplier) > 300;
create index jobs_by_whole_supplier_name on jobs (supplier) where status = 'completed';
