import type {
  JobStatus,
  MediaType,
  Priority,
  Problem,
  Progress,
  Reading,
} from '@invoice-ml/contracts'
import type { Selectable } from 'kysely'
import type { ReadOptions, Schema } from './schema.ts'

/** One upload and its state, as stored. */
export type StoredJob = {
  id: string
  status: JobStatus
  filename: string
  mediaType: MediaType
  sizeBytes: number
  sha256: string
  md5: string
  readKey: string
  options: ReadOptions
  /** Asked to be read anew, whatever the cache holds. */
  refresh: boolean
  priority: Priority
  externalId: string | undefined
  batchId: string | undefined
  metadata: Record<string, string> | undefined
  requestId: string
  /** The trace of its upload, while traces are sent. */
  traceparent: string | undefined
  version: number
  progress: Progress | undefined
  attempts: number
  crashes: number
  problem: Problem | undefined
  reading: Reading | undefined
  cached: boolean
  extractedAt: Date | undefined
  durationMs: number | undefined
  /** When the uploaded file went, its time being over. */
  fileErasedAt: Date | undefined
  /** When page images and what was seen went; undefined again once a page is drawn anew. */
  pagesErasedAt: Date | undefined
  createdAt: Date
  updatedAt: Date
}

/** What a job is made of, except its reading, which is long. */
export const columnsButReading = [
  'id',
  'status',
  'filename',
  'media_type',
  'size_bytes',
  'sha256',
  'md5',
  'read_key',
  'options',
  'refresh',
  'priority',
  'external_id',
  'batch_id',
  'metadata',
  'request_id',
  'traceparent',
  'version',
  'stage',
  'page',
  'pages',
  'attempts',
  'crashes',
  'problem',
  'cached',
  'extracted_at',
  'duration_ms',
  'file_erased_at',
  'pages_erased_at',
  'created_at',
  'updated_at',
] as const satisfies (keyof Schema['jobs'])[]

/** What a job is made of. */
export const storedColumns = [...columnsButReading, 'reading'] as const

type Row = Pick<Selectable<Schema['jobs']>, (typeof storedColumns)[number]>

/** A row of PostgreSQL, where absent is null → a job. */
export function toStoredJob(row: Row): StoredJob {
  const { stage, page, pages } = row
  return {
    id: row.id,
    status: row.status,
    filename: row.filename,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    md5: row.md5,
    readKey: row.read_key,
    options: row.options,
    refresh: row.refresh,
    priority: row.priority,
    externalId: row.external_id ?? undefined,
    batchId: row.batch_id ?? undefined,
    metadata: row.metadata ?? undefined,
    requestId: row.request_id,
    traceparent: row.traceparent ?? undefined,
    version: row.version,
    progress: stage && page && pages ? { stage, page, pages } : undefined,
    attempts: row.attempts,
    crashes: row.crashes,
    problem: row.problem ?? undefined,
    reading: row.reading ?? undefined,
    cached: row.cached,
    extractedAt: row.extracted_at ?? undefined,
    durationMs: row.duration_ms ?? undefined,
    fileErasedAt: row.file_erased_at ?? undefined,
    pagesErasedAt: row.pages_erased_at ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
