-- Before the view is locked: each of them is read whole.
delete from review_requests using jobs
where jobs.id = review_requests.job_id and review_requests.status <> 'sent' and (jobs.reading ->> 'pages')::int = 0;

-- What a person can correct in a reading: each value of its fields, its lines and its tax, with what it is.
create function reading_values(reading json) returns table (name text, value text)
  language sql immutable parallel safe
begin atomic
  select field ->> 'label', field ->> 'value' from json_array_elements(reading -> 'fields') as field
  union all
  select 'line ' || position,
    json_build_array(line ->> 'description', line ->> 'quantity', line ->> 'unit_price', line ->> 'vat_rate', line ->> 'amount')::text
  from json_array_elements(reading -> 'lines') with ordinality as lines (line, position)
  union all
  select 'tax at ' || (tax ->> 'rate'), json_build_array(tax ->> 'base', tax ->> 'amount')::text
  from json_array_elements(reading -> 'vat_breakdown') as tax;
end;

-- Who confirms a document leaves a correction as well, one that changes nothing: it does not make the reading wrong.
create or replace view api.supplier_quality as
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
    first_correction.replaced is not null and exists (
      (select * from reading_values(first_correction.replaced) except select * from reading_values(jobs.reading))
      union all
      (select * from reading_values(jobs.reading) except select * from reading_values(first_correction.replaced))
    ) as is_corrected
  from jobs
  left join lateral (
    select replaced from corrections where job_id = jobs.id order by id limit 1
  ) as first_correction on true
  where jobs.status = 'completed' and not jobs.cached and jobs.extracted_at > now() - interval '120 days'
) as readings
group by supplier_siren, case when supplier_siren is null then supplier end;

-- An invoice in XML has no pages that anybody could look at in Label Studio.
create or replace function ask_for_review() returns trigger language plpgsql as $$
begin
  insert into review_requests (job_id, reason)
  select new.id, case when new.needs_review then 'low_confidence' else 'audit' end
  from review_policy
  where auto_send
    and (new.reading ->> 'pages')::int > 0
    -- What an earlier reading answers tells nothing new of the true error rate.
    and (new.needs_review or (not new.cached and random() < audit_share))
  on conflict do nothing;
  return null;
end
$$;
