import type { AnnotatedField } from '@invoice-ml/contracts'
import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import type { AnnotationPart, Schema } from './schema.ts'
import { storable } from './storable.ts'

export type NewAnnotation = {
  jobId: string
  origin: 'correction' | 'label_studio'
  /** Identifies it at its origin. */
  sourceId: string
  state: 'finished' | 'skipped' | 'deleted'
  fields: AnnotatedField[]
  /** What it is made of at its origin. */
  parts?: AnnotationPart[] | undefined
  /** Of what was said, to know it again. */
  digest?: string | undefined
  /** When the person said it; now when it is being said. */
  annotatedAt?: Date | undefined
}

export type StoredAnnotation = {
  state: NewAnnotation['state']
  fields: AnnotatedField[]
  digest: string | undefined
  annotatedAt: Date
}

/** What people have said of documents. Nothing here is ever changed; what is said anew is one more row. */
export type Annotations = {
  /** The newest of a source. */
  latest: (
    jobId: string,
    source: Pick<NewAnnotation, 'origin' | 'sourceId'>,
  ) => Promise<StoredAnnotation | undefined>
  /** Adds a row; none when its job is gone, or when it says what the newest of its source says. */
  add: (annotation: NewAnnotation) => Promise<void>
  /** Jobs, in the order of their identifiers, whose newest row of a source still counts or is skipped. */
  standing: (
    source: Pick<NewAnnotation, 'origin' | 'sourceId'>,
    page: { limit: number; after: string },
  ) => Promise<string[]>
}

export function createAnnotations({ query }: Database): Annotations {
  const latest = (
    db: Kysely<Schema>,
    jobId: string,
    { origin, sourceId }: Pick<NewAnnotation, 'origin' | 'sourceId'>,
  ) =>
    db
      .selectFrom('annotations')
      .selectAll()
      .where('job_id', '=', jobId)
      .where('origin', '=', origin)
      .where('source_id', '=', sourceId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()

  return {
    latest: async (jobId, source) => {
      const row = await latest(query, jobId, source)
      if (!row) return undefined
      const { state, fields, digest, annotated_at: annotatedAt } = row
      return { state, fields, digest: digest ?? undefined, annotatedAt }
    },
    add: (annotation) =>
      query.transaction().execute(async (transaction) => {
        const { jobId, state, digest } = annotation
        // One after the other, so that each sees what the others have said.
        const job = await transaction
          .selectFrom('jobs')
          .select('id')
          .where('id', '=', jobId)
          .forUpdate()
          .executeTakeFirst()
        if (!job) return
        const before = await latest(transaction, jobId, annotation)
        if (before?.state === state && before.digest === (digest ?? null)) return
        await addAnnotation(transaction, annotation)
      }),
    standing: async ({ origin, sourceId }, { limit, after }) => {
      const { rows } = await sql<{ job_id: string }>`
        select job_id from (
          select distinct on (job_id) job_id, state from annotations
          where origin = ${origin} and source_id = ${sourceId} and job_id > ${after}
          order by job_id, id desc
        ) as newest
        where state <> 'deleted' order by job_id limit ${limit}::int`.execute(query)
      return rows.map((row) => row.job_id)
    },
  }
}

/** Adds a row within a transaction that holds the job. */
export async function addAnnotation(
  transaction: Kysely<Schema>,
  annotation: NewAnnotation,
): Promise<void> {
  const { jobId, origin, sourceId, state, fields, parts, digest, annotatedAt } = annotation
  await transaction
    .insertInto('annotations')
    .values({
      job_id: jobId,
      origin,
      source_id: sourceId,
      state,
      fields: JSON.stringify(storable(fields)),
      parts: JSON.stringify(parts ?? []),
      digest: digest ?? null,
      annotated_at: annotatedAt ?? sql<Date>`now()`,
    })
    .execute()
}
