import type {
  Corrections,
  JobStatus,
  MediaType,
  Priority,
  Problem,
  Reading,
  Stage,
  SupplierLesson,
} from '@invoice-ml/contracts'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export type ReadOptions = { pages?: string | undefined }

type JobsTable = {
  id: string
  status: JobStatus
  filename: string
  media_type: MediaType
  // PostgreSQL's bigint, which pg gives as a string.
  size_bytes: ColumnType<string, number, number>
  sha256: string
  md5: string
  read_key: string
  options: JSONColumnType<ReadOptions>
  refresh: Generated<boolean>
  priority: Priority
  external_id: string | null
  metadata: JSONColumnType<Record<string, string>> | null
  request_id: string
  version: Generated<number>
  stage: Stage | null
  page: number | null
  pages: number | null
  claim_token: string | null
  lease_until: Date | null
  attempts: Generated<number>
  started_at: Date | null
  crashes: Generated<number>
  swept_at: Date | null
  problem: JSONColumnType<Problem> | null
  reading: JSONColumnType<Reading> | null
  cached: Generated<boolean>
  model_version: string | null
  overall_confidence: number | null
  needs_review: boolean | null
  supplier: string | null
  // A day as "2026-01-15"; only views read it.
  invoice_date: ColumnType<unknown, string | null, string | null>
  supplier_siren: string | null
  search_text: Generated<string>
  extracted_at: Date | null
  duration_ms: number | null
  file_erased_at: Date | null
  pages_erased_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

type IdempotencyKeysTable = {
  key: string
  fingerprint: string
  job_id: string
  created_at: Generated<Date>
}

type CorrectionsTable = {
  id: Generated<string>
  job_id: string
  corrections: JSONColumnType<Corrections>
  replaced: JSONColumnType<Reading>
  request_id: string
  created_at: Generated<Date>
}

type SupplierLessonsTable = {
  job_id: string
  keys: string[]
  lesson: JSONColumnType<SupplierLesson>
  learned_at: Generated<Date>
}

export type Schema = {
  jobs: JobsTable
  idempotency_keys: IdempotencyKeysTable
  corrections: CorrectionsTable
  supplier_lessons: SupplierLessonsTable
}
