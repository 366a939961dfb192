-- What ERPs read by SQL: views of what is completed, in a schema of their own, and a role that may read nothing else.
-- docs/sql.md describes them. Columns are only ever added.

create schema if not exists api;

-- "2026-01-15" as a date; null for a day that no calendar has. Written so, it means the same whatever DateStyle says.
create function iso_date(text text) returns date
  language sql immutable strict parallel safe
  return case
    when text !~ '^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' then null
    when substr(text, 9, 2)::int > extract(day from
      make_date(substr(text, 1, 4)::int, substr(text, 6, 2)::int, 1) + interval '1 month - 1 day') then null
    else make_date(substr(text, 1, 4)::int, substr(text, 6, 2)::int, substr(text, 9, 2)::int)
  end;

-- "1250.00 EUR" and "1250.00" as a number; null when there are more digits than an amount has.
create function amount_number(text text) returns numeric(18, 2)
  language sql immutable strict parallel safe
  return substring(text from '^(-?\d{1,16}(?:\.\d+)?)(?:$| )')::numeric(18, 2);

-- A decimal with as many digits as are written.
create function decimal_number(text text) returns numeric
  language sql immutable strict parallel safe
  return substring(text from '^-?\d{1,30}(?:\.\d{1,30})?$')::numeric;

-- What invoices are mostly asked by, copied out of the reading beside the supplier's name.
alter table jobs add column invoice_date date, add column supplier_siren text;

update jobs set
  invoice_date = iso_date(found.date_facture),
  supplier_siren = left(found.fournisseur_siren, 300)
from (
  select
    completed.id,
    max(value) filter (where label = 'date_facture') as date_facture,
    max(value) filter (where label = 'fournisseur_siren') as fournisseur_siren
  from jobs as completed
  cross join lateral json_to_recordset(completed.reading -> 'fields') as field (label text, value text)
  where completed.status = 'completed'
  group by completed.id
) as found
where found.id = jobs.id;

create index jobs_by_invoice_date on jobs (invoice_date) where status = 'completed';
create index jobs_by_supplier_name on jobs (left(supplier, 300)) where status = 'completed';
create index jobs_by_supplier_siren on jobs (supplier_siren) where status = 'completed';

create view api.invoices as
select
  jobs.id as job_id,
  jobs.external_id,
  jobs.filename,
  jobs.metadata,
  field.kind,
  field.numero_facture,
  jobs.invoice_date as date_facture,
  iso_date(field.date_echeance) as date_echeance,
  amount_number(field.montant_ht) as montant_ht,
  amount_number(field.montant_tva) as montant_tva,
  amount_number(field.montant_ttc) as montant_ttc,
  coalesce(field.devise, field.currency) as devise,
  jobs.supplier as fournisseur_nom,
  field.fournisseur_adresse,
  jobs.supplier_siren as fournisseur_siren,
  field.fournisseur_siret,
  field.fournisseur_tva,
  field.fournisseur_iban,
  field.fournisseur_bic,
  field.client_nom,
  field.client_adresse,
  field.client_siren,
  field.client_siret,
  field.client_tva,
  field.numero_commande,
  amount_number(field.net_a_payer) as net_a_payer,
  amount_number(field.acompte) as acompte,
  amount_number(field.remise) as remise,
  amount_number(field.frais_port) as frais_port,
  field.conditions_paiement,
  iso_date(field.date_livraison) as date_livraison,
  iso_date(field.periode_debut) as periode_debut,
  iso_date(field.periode_fin) as periode_fin,
  field.language,
  field.pages,
  jobs.overall_confidence::numeric(5, 4) as overall_confidence,
  jobs.needs_review,
  exists (select from corrections where corrections.job_id = jobs.id) as is_corrected,
  jobs.model_version,
  jobs.created_at as received_at,
  jobs.extracted_at,
  jobs.updated_at
from jobs
-- One row whatever is in it, so that a query that wants none of it does not take the reading apart.
left join lateral (
  select
    max(kind) as kind,
    max(language) as language,
    max(currency) as currency,
    max(pages) as pages,
    max(value) filter (where label = 'numero_facture') as numero_facture,
    max(value) filter (where label = 'date_echeance') as date_echeance,
    max(value) filter (where label = 'montant_ht') as montant_ht,
    max(value) filter (where label = 'montant_tva') as montant_tva,
    max(value) filter (where label = 'montant_ttc') as montant_ttc,
    max(value) filter (where label = 'devise') as devise,
    max(value) filter (where label = 'fournisseur_adresse') as fournisseur_adresse,
    max(value) filter (where label = 'fournisseur_siret') as fournisseur_siret,
    max(value) filter (where label = 'fournisseur_tva') as fournisseur_tva,
    max(value) filter (where label = 'fournisseur_iban') as fournisseur_iban,
    max(value) filter (where label = 'fournisseur_bic') as fournisseur_bic,
    max(value) filter (where label = 'client_nom') as client_nom,
    max(value) filter (where label = 'client_adresse') as client_adresse,
    max(value) filter (where label = 'client_siren') as client_siren,
    max(value) filter (where label = 'client_siret') as client_siret,
    max(value) filter (where label = 'client_tva') as client_tva,
    max(value) filter (where label = 'numero_commande') as numero_commande,
    max(value) filter (where label = 'net_a_payer') as net_a_payer,
    max(value) filter (where label = 'acompte') as acompte,
    max(value) filter (where label = 'remise') as remise,
    max(value) filter (where label = 'frais_port') as frais_port,
    max(value) filter (where label = 'conditions_paiement') as conditions_paiement,
    max(value) filter (where label = 'date_livraison') as date_livraison,
    max(value) filter (where label = 'periode_debut') as periode_debut,
    max(value) filter (where label = 'periode_fin') as periode_fin
  from json_to_record(jobs.reading) as reading (
    kind text, language text, currency text, pages integer, fields json
  )
  left join lateral json_to_recordset(fields) as found (label text, value text) on true
) as field on true
where jobs.status = 'completed';

create view api.invoice_fields as
select
  jobs.id as job_id,
  field.position::integer as position,
  field.value ->> 'label' as label,
  field.value ->> 'value' as value,
  case when field.value ->> 'label' ~ '^(montant_|net_a_payer|acompte|remise|frais_port|taux_tva)'
    then amount_number(field.value ->> 'value') end as value_number,
  case when field.value ->> 'label' ~ '^(date_|periode_)'
    then iso_date(field.value ->> 'value') end as value_date,
  field.value ->> 'raw' as raw,
  (field.value ->> 'confidence')::numeric::numeric(5, 4) as confidence,
  field.value ->> 'source' as source,
  (field.value ->> 'page')::integer as page,
  (field.value #>> '{bbox,x}')::double precision as x,
  (field.value #>> '{bbox,y}')::double precision as y,
  (field.value #>> '{bbox,width}')::double precision as width,
  (field.value #>> '{bbox,height}')::double precision as height
from jobs
cross join lateral json_array_elements(jobs.reading -> 'fields') with ordinality as field (value, position)
where jobs.status = 'completed';

create view api.invoice_lines as
select
  jobs.id as job_id,
  line.position::integer as position,
  line.value ->> 'description' as description,
  decimal_number(line.value ->> 'quantity') as quantity,
  decimal_number(line.value ->> 'unit_price') as unit_price,
  decimal_number(line.value ->> 'vat_rate') as vat_rate,
  amount_number(line.value ->> 'amount') as amount,
  (line.value ->> 'confidence')::numeric::numeric(5, 4) as confidence,
  (line.value ->> 'page')::integer as page
from jobs
cross join lateral json_array_elements(jobs.reading -> 'lines') with ordinality as line (value, position)
where jobs.status = 'completed';

create view api.invoice_vat as
select
  jobs.id as job_id,
  vat.position::integer as position,
  decimal_number(vat.value ->> 'rate') as rate,
  amount_number(vat.value ->> 'base') as base,
  amount_number(vat.value ->> 'amount') as amount
from jobs
cross join lateral json_array_elements(jobs.reading -> 'vat_breakdown') with ordinality as vat (value, position)
where jobs.status = 'completed';

-- Roles belong to the whole cluster: another database may have made it, or be making it right now.
do $$
begin
  if not exists (select from pg_roles where rolname = 'invoice_ml_reader') then
    create role invoice_ml_reader nologin;
  end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise warning 'The role invoice_ml_reader is missing and % may not make it: docs/sql.md says how to', current_user;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'invoice_ml_reader') then
    grant usage on schema api to invoice_ml_reader;
    grant select on all tables in schema api to invoice_ml_reader;
  end if;
end $$;
