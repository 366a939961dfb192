import type { AnnotatedField, Problem, Reading } from '@invoice-ml/contracts'
import type { Database } from './database.ts'

/** A document that people have annotated, and what they said of it. */
export type AnnotatedDocument = { jobId: string; annotationId: string; fields: AnnotatedField[] }

/** What another model said of a document, or why it said nothing. */
export type TrialReading = {
  jobId: string
  reading: Reading | undefined
  problem: Problem | undefined
  durationMs: number | undefined
}

/** Whether a supplier is held out for ever, by a digest of one of the keys that name it. */
export type SupplierDecision = { keyDigest: string; isHeldOut: boolean }

/** How often people had to step in. */
export type ModelRates = { documents: number; reviewed: number; corrected: number }

export type TrainingData = {
  /**
   * Annotated documents that were not tried to be kept yet as they are annotated now, the oldest annotation first; those that could
   * not be kept again every hour, for a day.
   */
  withoutCopy: (limit: number, days: number | undefined) => Promise<string[]>
  /** Notes that a document is kept to learn from as it is annotated, or that it cannot be. Nothing when its job is gone. */
  noteCopy: (
    jobId: string,
    copy: { isKept: boolean; annotationId: string | undefined },
  ) => Promise<void>
  /** Copies that are due to be erased: of documents whose annotation was taken back, or older than `days`. */
  outdatedCopies: (limit: number, days: number | undefined) => Promise<string[]>
  forgetCopies: (jobIds: string[]) => Promise<void>
  /** Every annotated document that is kept, in the order in which they were first annotated. */
  kept: () => Promise<AnnotatedDocument[]>
  /** Those of the jobs whose file is not erased, so that it can be read again. */
  withFile: (jobIds: string[]) => Promise<string[]>
  /** What was decided of suppliers, the oldest first. */
  supplierDecisions: () => Promise<SupplierDecision[]>
  /** Notes what was decided. One that was decided before is as old as it was. */
  decideSuppliers: (decisions: SupplierDecision[]) => Promise<void>
  /** What is said of these documents now; those that are no longer annotated are left out. */
  annotated: (jobIds: string[]) => Promise<AnnotatedDocument[]>
  trialReadings: (
    modelVersion: string,
    purpose: 'evaluation' | 'shadow',
    jobIds?: string[],
  ) => Promise<TrialReading[]>
  /** Drops what earlier trainings had read to judge by: other rules may have read it, on a busier machine. */
  forgetEvaluations: () => Promise<void>
  /** The readings by this model, as it gave them: without what people changed. */
  readingsBy: (modelVersion: string, jobIds: string[]) => Promise<Map<string, Reading>>
  /** Of what this model read between two times, itself and not from the cache. A correction counts within a day of the reading. */
  rates: (modelVersion: string, period: { from: Date; to: Date }) => Promise<ModelRates>
}

export function createTrainingData({ pool }: Database): TrainingData {
  async function idsOf(text: string, values: unknown[]): Promise<string[]> {
    const { rows } = await pool.query<{ job_id: string }>(text, values)
    return rows.map(({ job_id }) => job_id)
  }
  async function documents(condition: string, values: unknown[]): Promise<AnnotatedDocument[]> {
    const { rows } = await pool.query(
      `select job_id, annotation_id::text, fields from annotated_documents ${condition}`,
      values,
    )
    return rows.map(({ job_id, annotation_id, fields }) => ({
      jobId: job_id,
      annotationId: annotation_id,
      fields,
    }))
  }
  return {
    withoutCopy: (limit, days) =>
      idsOf(
        `select job_id from annotated_documents
         where not exists (
             select from training_copies c where c.job_id = annotated_documents.job_id
               and coalesce(c.annotation_id = annotated_documents.annotation_id, c.created_at >= annotated_documents.created_at)
               and (c.is_kept or c.created_at > now() - interval '1 hour'
                 or annotated_documents.created_at < now() - interval '1 day')
           )
           and ($2::float is null or created_at > now() - $2 * interval '1 day')
         order by annotation_id limit $1`,
        [limit, days ?? null],
      ),
    noteCopy: async (jobId, { isKept, annotationId }) => {
      await pool.query(
        `insert into training_copies (job_id, is_kept, annotation_id) select id, $2, $3 from jobs where id = $1
         on conflict (job_id) do update set
           is_kept = excluded.is_kept, annotation_id = excluded.annotation_id, created_at = now()`,
        [jobId, isKept, annotationId ?? null],
      )
    },
    outdatedCopies: (limit, days) =>
      idsOf(
        `select job_id from training_copies
         where ($2::float is not null and created_at < now() - $2 * interval '1 day')
           or not exists (select from annotated_documents a where a.job_id = training_copies.job_id)
         limit $1`,
        [limit, days ?? null],
      ),
    forgetCopies: async (jobIds) => {
      await pool.query('delete from training_copies where job_id = any($1::text[])', [jobIds])
    },
    kept: () =>
      documents(
        `where job_id in (select c.job_id from training_copies c where c.is_kept)
         order by (select min(a.id) from annotations a where a.job_id = annotated_documents.job_id)`,
        [],
      ),
    withFile: async (jobIds) => {
      const { rows } = await pool.query<{ id: string }>(
        'select id from jobs where id = any($1::text[]) and file_erased_at is null',
        [jobIds],
      )
      return rows.map(({ id }) => id)
    },
    supplierDecisions: async () => {
      const { rows } = await pool.query(
        'select key_digest, is_held_out from training_suppliers order by number',
      )
      return rows.map(({ key_digest, is_held_out }) => ({
        keyDigest: key_digest,
        isHeldOut: is_held_out,
      }))
    },
    decideSuppliers: async (decisions) => {
      await pool.query(
        `insert into training_suppliers (key_digest, is_held_out)
         select key_digest, is_held_out from unnest($1::text[], $2::boolean[])
           with ordinality as decided (key_digest, is_held_out, place) order by place
         on conflict (key_digest) do update set is_held_out = excluded.is_held_out`,
        [decisions.map(({ keyDigest }) => keyDigest), decisions.map(({ isHeldOut }) => isHeldOut)],
      )
    },
    annotated: (jobIds) => documents('where job_id = any($1::text[])', [jobIds]),
    trialReadings: async (modelVersion, purpose, jobIds) => {
      const { rows } = await pool.query(
        `select job_id, reading, problem, duration_ms from trial_readings
         where model_version = $1 and purpose = $2 and ($3::text[] is null or job_id = any($3))`,
        [modelVersion, purpose, jobIds ?? null],
      )
      return rows.map(({ job_id, reading, problem, duration_ms }) => ({
        jobId: job_id,
        reading: reading ?? undefined,
        problem: problem ?? undefined,
        durationMs: duration_ms ?? undefined,
      }))
    },
    forgetEvaluations: async () => {
      await pool.query("delete from trial_readings where purpose = 'evaluation'")
    },
    readingsBy: async (modelVersion, jobIds) => {
      const { rows } = await pool.query(
        `select jobs.id, coalesce(first.replaced::text, jobs.reading::text) as reading from jobs
         left join lateral (
           select c.replaced from corrections c where c.job_id = jobs.id order by c.id limit 1
         ) as first on true
         where jobs.id = any($1::text[]) and jobs.model_version = $2 and jobs.reading is not null`,
        [jobIds, modelVersion],
      )
      return new Map(rows.map(({ id, reading }) => [id, JSON.parse(reading)]))
    },
    rates: async (modelVersion, { from, to }) => {
      const { rows } = await pool.query(
        `select count(*)::int as documents,
           count(*) filter (where coalesce((first.replaced ->> 'needs_review')::boolean, needs_review))::int as reviewed,
           count(*) filter (where first.has_changed)::int as corrected
         from jobs
         left join lateral (
           select c.replaced, jsonb_array_length(c.corrections -> 'fields') > 0
             and c.created_at < jobs.extracted_at + interval '1 day' as has_changed
           from corrections c where c.job_id = jobs.id order by c.id limit 1
         ) as first on true
         where model_version = $1 and status = 'completed' and not cached and extracted_at >= $2 and extracted_at < $3`,
        [modelVersion, from, to],
      )
      return rows[0]
    },
  }
}
