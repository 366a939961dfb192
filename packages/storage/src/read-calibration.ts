import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Values of about the same confidence, and the share of them that people left as they were. */
export type CalibrationBin = { fields: number; confidence: number; right: number }

export type CalibrationCurve = { documents: number; bins: CalibrationBin[] }

const mostDocuments = 1_000

type Row = { documents: string; fields: string; confidence: number; right: number }

/**
 * The confidence that was given against what people found, a tenth of the scale at a time, over the documents corrected or
 * confirmed last. What counts is the first reading: what a person has said has no doubt left.
 */
export async function readCalibration({ query }: Database): Promise<CalibrationCurve> {
  const { rows } = await sql<Row>`
    with reviewed as (
      select job_id, min(id) as first_id
      from corrections
      group by job_id
      order by max(id) desc
      limit ${mostDocuments}
    ),
    given as (
      select reviewed.job_id, field ->> 'label' as label, field ->> 'value' as value,
        (field ->> 'confidence')::double precision as confidence, jobs.reading
      from reviewed
      join corrections on corrections.id = reviewed.first_id
      join jobs on jobs.id = reviewed.job_id
      cross join lateral json_array_elements(corrections.replaced -> 'fields') as field
      where field ->> 'source' <> 'correction'
    ),
    judged as (
      select confidence, exists (
        select from json_array_elements(reading -> 'fields') as field
        where field ->> 'label' = given.label and field ->> 'value' = given.value
      ) as is_right
      from given
    )
    select (select count(*) from reviewed) as "documents", count(*) as "fields",
      avg(confidence) as "confidence", avg(is_right::int)::double precision as "right"
    from judged
    group by least(9, floor(confidence * 10))
    order by avg(confidence)`.execute(query)
  return {
    documents: Number(rows[0]?.documents ?? 0),
    bins: rows.map(({ fields, confidence, right }) => ({
      fields: Number(fields),
      confidence,
      right,
    })),
  }
}
