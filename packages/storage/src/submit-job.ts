import type { MediaType, Priority, Reading } from '@invoice-ml/contracts'
import type { InsertObject } from 'kysely'
import type { Database } from './database.ts'
import { type Idempotency, lockKey } from './idempotency.ts'
import { columnsButReading, type StoredJob, toStoredJob } from './job-row.ts'
import { readKeyOf } from './read-key.ts'
import { completion } from './reading-columns.ts'
import type { ReadOptions, Schema } from './schema.ts'
import { storable, storableText } from './storable.ts'

export type NewJob = {
  id: string
  filename: string
  mediaType: MediaType
  sizeBytes: number
  sha256: string
  md5: string
  options: ReadOptions
  /** Read anew, whatever the cache holds. */
  refresh: boolean
  priority: Priority
  externalId?: string | undefined
  metadata?: Record<string, string> | undefined
  requestId: string
  /** What the upload is called in its trace. */
  traceparent?: string | undefined
  /** Told of what becomes of the job. */
  callbackUrl?: string | undefined
  /** An earlier reading of the same bytes: the job is complete as soon as it is accepted. */
  cachedReading?: Reading | undefined
}

export type Submission =
  | { outcome: 'inserted'; job: StoredJob }
  | { outcome: 'replayed'; jobId: string }
  | { outcome: 'mismatch' }

/** Commits a job. Under an idempotency key that made one within 24 hours, no second one is made. */
export function submitJob(
  { query }: Database,
  job: NewJob,
  idempotency?: Idempotency,
): Promise<Submission> {
  if (!idempotency) return insert(query, job).then((row) => ({ outcome: 'inserted', job: row }))
  return query.transaction().execute(async (transaction) => {
    const earlier = await lockKey(transaction, idempotency)
    if (earlier?.fingerprint === idempotency.fingerprint && earlier.job_id)
      return { outcome: 'replayed', jobId: earlier.job_id }
    if (earlier) return { outcome: 'mismatch' }
    const row = await insert(transaction, job)
    await transaction
      .insertInto('idempotency_keys')
      .values({ ...idempotency, job_id: row.id })
      .execute()
    return { outcome: 'inserted', job: row }
  })
}

async function insert(query: Database['query'], job: NewJob): Promise<StoredJob> {
  const row = await query
    .insertInto('jobs')
    .values(rowOf(job))
    .returning(columnsButReading)
    .executeTakeFirstOrThrow()
  // The reading is long, and known here.
  return { ...toStoredJob({ ...row, reading: null }), reading: storableReading(job) }
}

/** The row of a job that waits, or that an earlier reading has answered. */
export function rowOf(job: NewJob): InsertObject<Schema, 'jobs'> {
  const filename = storableText(job.filename)
  const externalId = job.externalId === undefined ? undefined : storableText(job.externalId)
  const searched = [filename, externalId].filter((text) => text !== undefined).join(' ')
  const cachedReading = storableReading(job)
  return {
    id: job.id,
    status: 'queued',
    filename,
    media_type: job.mediaType,
    size_bytes: job.sizeBytes,
    sha256: job.sha256,
    md5: job.md5,
    read_key: readKeyOf(job.sha256, job.options),
    options: JSON.stringify(job.options),
    refresh: job.refresh,
    priority: job.priority,
    external_id: externalId ?? null,
    metadata: job.metadata ? JSON.stringify(storable(job.metadata)) : null,
    request_id: job.requestId,
    traceparent: job.traceparent ?? null,
    callback_url: job.callbackUrl ?? null,
    search_text: searched.toLowerCase(),
    ...(cachedReading ? { ...completion(cachedReading, searched), cached: true } : {}),
  }
}

function storableReading({ cachedReading }: NewJob): Reading | undefined {
  return cachedReading && storable(cachedReading)
}
