export { type Annotations, createAnnotations, type NewAnnotation } from './annotations.ts'
export {
  type ApiKeyStore,
  createApiKeys,
  isKeyOf,
  type KeyLook,
  type NewKey,
  type StoredApiKey,
} from './api-keys.ts'
export { type AuditTrail, createAuditTrail, type Deed } from './audit-trail.ts'
export { type Backlog, readBacklog } from './backlog.ts'
export {
  type BatchEntry,
  type Batches,
  type BatchSummary,
  createBatches,
} from './batches.ts'
export { type Blobs, createBlobs } from './blobs.ts'
export { type BlobPlace, chooseBlobs } from './choose-blobs.ts'
export { type CorrectionStore, createCorrections } from './corrections.ts'
export { createDatabase, type Database, type DatabaseOptions } from './database.ts'
export {
  type AttemptOutcome,
  type Circuit,
  createDeliveries,
  type Deliveries,
  type StoredDelivery,
} from './deliveries.ts'
export {
  createDeployments,
  type DeploymentOptions,
  type Deployments,
  type NewDeployment,
  type StoredDeployment,
} from './deployments.ts'
export { createUsedKeys, type Idempotency, type UsedKeys } from './idempotency.ts'
export type { StoredJob } from './job-row.ts'
export type { JobStats } from './job-stats.ts'
export { createJobs, type Jobs } from './jobs.ts'
export {
  createLabelStudioStore,
  type Erasure,
  type KnownProject,
  type LabelStudioProject,
  type LabelStudioStore,
} from './label-studio.ts'
export { type AuditCursor, type AuditFilter, listAudit, type StoredAudit } from './list-audit.ts'
export type { JobCursor, JobFilter, ListedJob } from './list-jobs.ts'
export { createModelChecks, type ModelCheck, type ModelChecks } from './model-checks.ts'
export {
  findModel,
  findNewestModel,
  liesIn,
  listModels,
  type StoredModel,
  trialMark,
} from './models.ts'
export { identityText, type ProjectIdentity } from './project-identity.ts'
export { optionsDigest, readKeyOf } from './read-key.ts'
export { createRetention, type RetentionStore } from './retention.ts'
export {
  createReviewRequests,
  type DueReview,
  type ReviewRequest,
  type ReviewRequests,
  type SentPages,
} from './review-requests.ts'
export type { Claim, ClaimOutcome } from './run-job.ts'
export type { AnnotationPart, HeldOut, ReadOptions } from './schema.ts'
export type { StrandedJob } from './strand-jobs.ts'
export type { BatchSubmission, NewBatch, Refusal } from './submit-batch.ts'
export type { NewJob, Submission } from './submit-job.ts'
export {
  readSupplierQuality,
  type SupplierPeriod,
  type SupplierQuality,
} from './supplier-quality.ts'
export {
  type AnnotatedDocument,
  createTrainingData,
  type ModelRates,
  type SupplierDecision,
  type TrainingData,
  type TrialReading,
} from './training-data.ts'
export {
  type AnnotationStanding,
  createTrainings,
  type StoredTraining,
  type TrainingChanges,
  type TrainingClaim,
  type Trainings,
} from './trainings.ts'
export {
  createTrialReadings,
  type TrialKey,
  type TrialOutcome,
  type TrialReadings,
} from './trial-readings.ts'
export { createUptime, type Uptime, type UptimeShare } from './uptime.ts'
export {
  createWebhooks,
  type NewStoredWebhook,
  type StoredWebhook,
  type StoredWebhookChanges,
  type Webhooks,
} from './webhooks.ts'
