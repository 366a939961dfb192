-- Suppliers and people write numbers of any size: what a column cannot hold is null, and never an error for whoever reads the
-- other rows.

-- One digit less than the type holds: what is rounded up still fits.
create or replace function amount_number(text text) returns numeric(18, 2)
  language sql immutable strict parallel safe
  return substring(text from '^(-?\d{1,15}(?:\.\d+)?)(?:$| )')::numeric(18, 2);

create function page_number(text text) returns integer
  language sql immutable strict parallel safe
  return substring(text from '^\d{1,9}$')::integer;

create or replace view api.invoice_fields as
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
  page_number(field.value ->> 'page') as page,
  (field.value #>> '{bbox,x}')::double precision as x,
  (field.value #>> '{bbox,y}')::double precision as y,
  (field.value #>> '{bbox,width}')::double precision as width,
  (field.value #>> '{bbox,height}')::double precision as height
from jobs
cross join lateral json_array_elements(jobs.reading -> 'fields') with ordinality as field (value, position)
where jobs.status = 'completed';

create or replace view api.invoice_lines as
select
  jobs.id as job_id,
  line.position::integer as position,
  line.value ->> 'description' as description,
  decimal_number(line.value ->> 'quantity') as quantity,
  decimal_number(line.value ->> 'unit_price') as unit_price,
  decimal_number(line.value ->> 'vat_rate') as vat_rate,
  amount_number(line.value ->> 'amount') as amount,
  (line.value ->> 'confidence')::numeric::numeric(5, 4) as confidence,
  page_number(line.value ->> 'page') as page
from jobs
cross join lateral json_array_elements(jobs.reading -> 'lines') with ordinality as line (value, position)
where jobs.status = 'completed';
