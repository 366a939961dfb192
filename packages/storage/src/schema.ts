import type {
  AnnotatedField,
  AuditAction,
  AuditOutcome,
  Corrections,
  DeliveredEventType,
  DeliveryAttempt,
  DeliveryStatus,
  DeploymentReason,
  FieldLabel,
  JobStatus,
  MediaType,
  Priority,
  Problem,
  Reading,
  Scope,
  Stage,
  SupplierLesson,
  TrainingEvaluation,
  TrainingProgress,
  TrainingStatus,
  WebhookEventType,
  WebhookFacts,
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
  batch_id: string | null
  batch_position: number | null
  metadata: JSONColumnType<Record<string, string>> | null
  request_id: string
  callback_url: string | null
  traceparent: string | null
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
  // As the document was read, before the first correction; null where there is none. Kept by a trigger.
  read_confidence: number | null
  read_needs_review: boolean | null
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
  // Either of the two.
  job_id: string | null
  batch_id: string | null
  created_at: Generated<Date>
}

type BatchesTable = {
  id: string
  // How many files were sent, refused ones and since deleted ones with them.
  total: number
  request_id: string
  created_at: Generated<Date>
}

type BatchRefusalsTable = {
  batch_id: string
  position: number
  filename: string
  problem: JSONColumnType<Problem>
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

type ApiKeysTable = {
  id: string
  name: string
  hash: Buffer
  scopes: Scope[]
  extract_per_minute: number | null
  requests_per_minute: number | null
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  created_at: Generated<Date>
}

type AuditLogTable = {
  // PostgreSQL's bigint, which pg gives as a string.
  id: Generated<string>
  at: Generated<Date>
  actor: string
  action: AuditAction
  target: string | null
  outcome: AuditOutcome
  request_id: string | null
  address: string | null
}

type WebhooksTable = {
  id: string
  kind: 'endpoint' | 'callback'
  url: string | null
  events: WebhookEventType[]
  description: string | null
  include_result: Generated<boolean>
  headers: JSONColumnType<Record<string, string>>
  ca: string | null
  secret: string
  previous_secret: string | null
  previous_secret_expires_at: Date | null
  older_secrets: Generated<string[]>
  enabled: Generated<boolean>
  disabled_reason: string | null
  disabled_at: Date | null
  failing_since: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

type WebhookDeliveriesTable = {
  id: string
  number: Generated<string>
  webhook_id: string
  job_id: string | null
  event: DeliveredEventType
  url: string | null
  lane: string
  facts: JSONColumnType<WebhookFacts>
  status: Generated<DeliveryStatus>
  attempts: Generated<number>
  tries: Generated<number>
  next_attempt_at: Date | null
  swept_at: Date | null
  lease_until: Date | null
  log: ColumnType<DeliveryAttempt[], string | undefined, string>
  created_at: Generated<Date>
}

type DeploymentsTable = {
  id: string
  number: Generated<string>
  model_version: string
  previous_version: string | null
  reason: DeploymentReason
  training_id: string | null
  actor: string
  detail: string | null
  created_at: Generated<Date>
}

type ModelChecksTable = {
  id: string
  model_version: string
  created_at: Generated<Date>
  expires_at: Date
}

type ModelCheckAnswersTable = {
  check_id: string
  worker_id: string
  refusal: string | null
  created_at: Generated<Date>
}

type TrialReadingsTable = {
  model_version: string
  job_id: string
  purpose: 'evaluation' | 'shadow'
  reading: JSONColumnType<Reading> | null
  problem: JSONColumnType<Problem> | null
  duration_ms: number | null
  created_at: Generated<Date>
}

/** One annotation of Label Studio. Its id alone may come back after a deletion. */
export type AnnotationPart = { id: number; created_at: string }

type AnnotationsTable = {
  id: Generated<string>
  job_id: string
  origin: 'correction' | 'label_studio'
  source_id: string
  state: 'finished' | 'skipped' | 'deleted'
  fields: JSONColumnType<AnnotatedField[], string | undefined, never>
  parts: JSONColumnType<AnnotationPart[], string | undefined, never>
  digest: string | null
  project: string | null
  labels: FieldLabel[] | null
  annotated_at: Date
  created_at: Generated<Date>
}

type AnnotatedDocumentsView = {
  job_id: string
  origin: 'correction' | 'label_studio'
  fields: JSONColumnType<AnnotatedField[], never, never>
  annotated_at: Date
  created_at: Date
  annotation_id: string
}

type ReviewRequestsTable = {
  job_id: string
  reason: 'low_confidence' | 'audit' | 'asked'
  status: Generated<'pending' | 'sent' | 'failed'>
  // PostgreSQL's bigint, which pg gives as a string.
  task_ids: ColumnType<string[], number[] | undefined, number[]>
  upload_ids: ColumnType<string[], number[] | undefined, number[]>
  attempts: Generated<number>
  refusals: Generated<number>
  next_attempt_at: Generated<Date | null>
  problem: JSONColumnType<Problem> | null
  project: string | null
  import_begun_at: Date | null
  is_uploading: Generated<boolean>
  created_at: Generated<Date>
  sent_at: Date | null
}

type ReviewPolicyTable = { is_only: Generated<boolean>; auto_send: boolean; audit_share: number }

type LabelStudioErasuresTable = {
  job_id: string
  task_ids: ColumnType<string[], number[], number[]>
  upload_ids: ColumnType<string[], number[], number[]>
  with_unnoted: Generated<boolean>
  attempts: Generated<number>
  next_attempt_at: Generated<Date>
  created_at: Generated<Date>
}

type LabelStudioProjectsTable = {
  url: string
  project_id: ColumnType<string, number, number>
  project: string | null
  reached: string | null
  webhook_secret: Generated<string>
}

/** A document that trains nothing, and which of the suppliers it is of. */
export type HeldOut = { job_id: string; supplier: number }

type TrainingsTable = {
  id: string
  status: TrainingStatus
  status_since: Generated<Date>
  requested_by: string
  champion: string | null
  challenger: string | null
  run_id: string | null
  documents: Generated<number>
  new_documents: Generated<number>
  last_annotation_id: Generated<string>
  champion_map50: number | null
  challenger_map50: number | null
  data_digest: string | null
  held_out: JSONColumnType<HeldOut[]> | null
  progress: JSONColumnType<TrainingProgress> | null
  evaluation: JSONColumnType<TrainingEvaluation> | null
  problem: JSONColumnType<Problem> | null
  lease_token: string | null
  lease_until: Date | null
  attempts: Generated<number>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  finished_at: Date | null
}

type TrainingCopiesTable = {
  job_id: string
  is_kept: boolean
  annotation_id: string | null
  created_at: Generated<Date>
}

export type Schema = {
  api_keys: ApiKeysTable
  audit_log: AuditLogTable
  jobs: JobsTable
  idempotency_keys: IdempotencyKeysTable
  batches: BatchesTable
  batch_refusals: BatchRefusalsTable
  corrections: CorrectionsTable
  supplier_lessons: SupplierLessonsTable
  webhooks: WebhooksTable
  webhook_deliveries: WebhookDeliveriesTable
  deployments: DeploymentsTable
  model_checks: ModelChecksTable
  model_check_answers: ModelCheckAnswersTable
  trial_readings: TrialReadingsTable
  annotations: AnnotationsTable
  annotated_documents: AnnotatedDocumentsView
  review_requests: ReviewRequestsTable
  review_policy: ReviewPolicyTable
  label_studio_erasures: LabelStudioErasuresTable
  label_studio_projects: LabelStudioProjectsTable
  trainings: TrainingsTable
  training_copies: TrainingCopiesTable
}
