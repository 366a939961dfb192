-- What a person has yet to look at is counted every few seconds.
create index jobs_to_review on jobs (created_at) where status = 'completed' and needs_review;

-- How well each supplier is read: the last 30 days beside the 90 before them. A reading counts as it was before anybody
-- corrected it, and answers of the cache do not count again.
create view api.supplier_quality as
select
  supplier_siren as fournisseur_siren,
  min(supplier) as fournisseur_nom,
  count(*) filter (where is_recent) as documents,
  avg(confidence) filter (where is_recent)::numeric(5, 4) as mean_confidence,
  avg(is_corrected::int) filter (where is_recent)::numeric(5, 4) as corrected_share,
  count(*) filter (where not is_recent) as documents_before,
  avg(confidence) filter (where not is_recent)::numeric(5, 4) as mean_confidence_before,
  avg(is_corrected::int) filter (where not is_recent)::numeric(5, 4) as corrected_share_before
from (
  select
    jobs.supplier_siren,
    jobs.supplier,
    jobs.extracted_at > now() - interval '30 days' as is_recent,
    coalesce((first_correction.replaced ->> 'overall_confidence')::real, jobs.overall_confidence) as confidence,
    first_correction.replaced is not null as is_corrected
  from jobs
  left join lateral (
    select replaced from corrections where job_id = jobs.id order by id limit 1
  ) as first_correction on true
  where jobs.status = 'completed' and not jobs.cached and jobs.extracted_at > now() - interval '120 days'
) as readings
group by supplier_siren, case when supplier_siren is null then supplier end;

do $$
begin
  if exists (select from pg_roles where rolname = 'invoice_ml_reader') then
    grant select on api.supplier_quality to invoice_ml_reader;
  end if;
end $$;
