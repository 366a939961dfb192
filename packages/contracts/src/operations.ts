import { readBatch, submitBatch } from './operations/batches.ts'
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
import { readHealth, readStats, welcome } from './operations/operating.ts'

export * from './operations/batches.ts'
export * from './operations/documents.ts'
export * from './operations/exports.ts'
export * from './operations/operating.ts'

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
  exportJob,
  exportJobs,
  correctJob,
  deleteJob,
  readHealth,
  readStats,
]
