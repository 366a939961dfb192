-- Totals are counted over this alone, without a look at the rows.
create index jobs_totals on jobs (status) include (overall_confidence, needs_review, cached)
  where status in ('completed', 'failed');
