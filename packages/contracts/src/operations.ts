import { readBatch, submitBatch } from './operations/batches.ts'
import {
  followJobs,
  readCalibration,
  readCaller,
  readHistory,
  readWords,
} from './operations/dashboard.ts'
import {
  correctJob,
  deleteJob,
  extractDocument,
  followJob,
  listJobs,
  readJob,
  readPage,
} from './operations/documents.ts'
import { exportJob, exportJobs } from './operations/exports.ts'
import { createApiKey, listApiKeys, listAudit, revokeApiKey } from './operations/identity.ts'
import { activateModel, listModels, reloadModel } from './operations/models.ts'
import { readHealth, readStats, welcome } from './operations/operating.ts'
import { reviewJob } from './operations/review.ts'
import { readSuppliers } from './operations/suppliers.ts'
import { listTrainings, readTraining, startTraining } from './operations/trainings.ts'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  readWebhook,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
} from './operations/webhooks.ts'

export * from './operations/batches.ts'
export * from './operations/dashboard.ts'
export * from './operations/documents.ts'
export * from './operations/exports.ts'
export * from './operations/identity.ts'
export * from './operations/models.ts'
export * from './operations/operating.ts'
export * from './operations/review.ts'
export * from './operations/suppliers.ts'
export * from './operations/trainings.ts'
export * from './operations/webhooks.ts'

/** Every HTTP operation of the platform that answers by its contract. */
export const operations = [
  welcome,
  extractDocument,
  submitBatch,
  readBatch,
  listJobs,
  readJob,
  followJob,
  readPage,
  readWords,
  exportJob,
  exportJobs,
  correctJob,
  reviewJob,
  deleteJob,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  listAudit,
  createWebhook,
  listWebhooks,
  readWebhook,
  changeWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  listDeliveries,
  replayDelivery,
  listModels,
  activateModel,
  reloadModel,
  startTraining,
  listTrainings,
  readTraining,
  readHealth,
  readStats,
  readHistory,
  readCalibration,
  readSuppliers,
  followJobs,
  readCaller,
]
