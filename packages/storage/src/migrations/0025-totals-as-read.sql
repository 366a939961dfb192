-- Whoever writes waits while the index is built; whoever reads does not. Locked once and before all else: who waits for us holds
-- nothing that we wait for.
lock table jobs in exclusive mode;
update jobs set
  read_confidence = (first.replaced ->> 'overall_confidence')::real,
  read_needs_review = (first.replaced ->> 'needs_review')::boolean
from (select distinct on (job_id) job_id, replaced from corrections order by job_id, id) as first
where first.job_id = jobs.id and jobs.read_confidence is null;
create index jobs_totals_as_read on jobs (status)
  include (overall_confidence, needs_review, cached, read_confidence, read_needs_review)
  where status in ('completed', 'failed');
