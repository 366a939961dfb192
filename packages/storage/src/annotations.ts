import type { AnnotatedField, FieldLabel } from '@invoice-ml/contracts'
import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import { identityText, type ProjectIdentity } from './project-identity.ts'
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
  /** Of Label Studio: where it was said. */
  project?: ProjectIdentity | undefined
  /** Of Label Studio: the labels that had a box of their own. */
  labels?: FieldLabel[] | undefined
  /** When the person said it; now when it is being said. */
  annotatedAt?: Date | undefined
}

export type StoredAnnotation = {
  state: NewAnnotation['state']
  fields: AnnotatedField[]
  digest: string | undefined
  /** Labels that had a box of their own; undefined where it was not noted. */
  labels: FieldLabel[] | undefined
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
  /**
   * Jobs, in the order of their identifiers, whose newest row of a source still counts or is skipped, and was said in this project
   * of Label Studio: that another has nothing of it says nothing.
   */
  standing: (
    source: Pick<NewAnnotation, 'origin' | 'sourceId'>,
    page: { project: ProjectIdentity; limit: number; after: string },
  ) => Promise<string[]>
  /** Whether the newest row of a source still counts or is skipped, and was said in this project. */
  isStanding: (
    jobId: string,
    source: Pick<NewAnnotation, 'origin' | 'sourceId'>,
    project: ProjectIdentity,
  ) => Promise<boolean>
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
      const { state, fields, digest, labels, annotated_at: annotatedAt } = row
      return {
        state,
        fields,
        digest: digest ?? undefined,
        labels: labels ?? undefined,
        annotatedAt,
      }
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
    standing: async ({ origin, sourceId }, { project, limit, after }) => {
      const { rows } = await sql<{ job_id: string }>`
        select job_id from (
          select distinct on (job_id) job_id, state, project, annotated_at from annotations
          where origin = ${origin} and source_id = ${sourceId} and job_id > ${after}
          order by job_id, id desc
        ) as newest
        where state <> 'deleted' and ${isSaidIn(project)} order by job_id limit ${limit}::int`.execute(
        query,
      )
      return rows.map((row) => row.job_id)
    },
    isStanding: async (jobId, { origin, sourceId }, project) => {
      const { rows } = await sql<{ is_standing: boolean }>`
        select state <> 'deleted' and ${isSaidIn(project)} as is_standing from annotations
        where job_id = ${jobId} and origin = ${origin} and source_id = ${sourceId}
        order by id desc limit 1`.execute(query)
      return rows[0]?.is_standing ?? false
    },
  }
}

/** Where it was not noted, the clock of Label Studio tells: nothing was said in a project before there was one. */
function isSaidIn(project: ProjectIdentity) {
  return sql<boolean>`coalesce(project = ${identityText(project)}, annotated_at >= ${project.createdAt})`
}

/** Adds a row within a transaction that holds the job. */
export async function addAnnotation(
  transaction: Kysely<Schema>,
  annotation: NewAnnotation,
): Promise<void> {
  const { jobId, origin, sourceId, state, fields, parts, digest, annotatedAt } = annotation
  const { project, labels } = annotation
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
      project: project ? identityText(project) : null,
      labels: labels ?? null,
      annotated_at: annotatedAt ?? sql<Date>`now()`,
    })
    .execute()
}
