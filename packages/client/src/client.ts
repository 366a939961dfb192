import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import {
  Batch,
  BatchAccepted,
  type BatchId,
  type Corrections,
  Extraction,
  Job,
  type JobId,
  type Priority,
} from '@invoice-ml/contracts'
import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { accept } from './accept.ts'
import {
  type ExportedFile,
  type ExportedStream,
  type ExportOptions,
  exportJobFile,
  exportJobsStream,
  type JobExportOptions,
} from './export.ts'
import { followJob } from './follow.ts'

export type ClientOptions = {
  /** Where the gateway is, as http://127.0.0.1:8000 */
  baseUrl: string
  apiKey?: string | undefined
}

/** A file of this machine, or bytes with the name they go by. */
export type Upload = string | { filename: string; bytes: Uint8Array }

export type ExtractOptions = {
  /** How long to wait for the result in the same request, in seconds, at most 60. */
  waitSeconds?: number
  /** Read it again though the answer is known. */
  refresh?: boolean
  /** As "1-3,5". */
  pages?: string
  externalId?: string
  priority?: Priority
  metadata?: Record<string, string>
  /** Told of what becomes of the job, as an endpoint of webhooks is. */
  callbackUrl?: string
  /** Makes a repeated request answer like the first, without a second job. */
  idempotencyKey?: string
}

export type BatchOptions = Omit<ExtractOptions, 'waitSeconds'>

/** What became of an upload: the extraction, or a job to follow. */
export type Submission =
  | { status: 'completed'; jobId: JobId; extraction: Extraction }
  | { status: 'accepted'; jobId: JobId; response: AxiosResponse }

export type Client = {
  /** For what the methods below do not cover. It answers every status and throws only without an answer. */
  http: AxiosInstance
  /** Uploads a document. Throws ProblemError when it is refused or cannot be read. */
  extract: (upload: Upload, options?: ExtractOptions) => Promise<Submission>
  /** Uploads many documents, or one ZIP of them. Throws ProblemError when the batch as a whole is refused. */
  extractBatch: (uploads: Upload[], options?: BatchOptions) => Promise<BatchAccepted>
  /** How far a batch is, with a page of its files. Throws ProblemError `batch-not-found`. */
  readBatch: (batchId: BatchId, page?: { limit?: number; cursor?: string }) => Promise<Batch>
  /** The job as it is now. Throws ProblemError `job-not-found`. */
  readJob: (jobId: JobId) => Promise<Job>
  /** Resolves once the job is completed, failed or cancelled; told of every change. Throws after `timeoutMs`. */
  waitForJob: (
    jobId: JobId,
    options?: { timeoutMs?: number; onChange?: (job: Job) => void },
  ) => Promise<Job>
  /** Says what was read wrong, and that the rest is right; no fields confirm all. */
  correctJob: (jobId: JobId, corrections: Corrections) => Promise<Job>
  /** The result of a job as a file. Throws ProblemError `job-not-completed`, `export-incomplete`. */
  exportJob: (jobId: JobId, options: JobExportOptions) => Promise<ExportedFile>
  /** The results of many jobs as a file, of any size: its content is a stream that must be read or destroyed. */
  exportJobs: (options: ExportOptions) => Promise<ExportedStream>
  /** Cancels the job if it runs and erases all that is known of it. */
  deleteJob: (jobId: JobId) => Promise<void>
}

/** The public API of a platform. */
export function createClient({ baseUrl, apiKey }: ClientOptions): Client {
  const http = axios.create({
    baseURL: baseUrl,
    headers: apiKey === undefined ? {} : { 'X-API-Key': apiKey },
    validateStatus: () => true,
    maxRedirects: 0,
    maxBodyLength: Number.POSITIVE_INFINITY,
    proxy: false,
  })

  async function readJob(jobId: JobId): Promise<Job> {
    return Job.parse(accept(await http.get(`/jobs/${jobId}`)).data)
  }

  return {
    http,
    readJob,
    async extract(upload, options = {}) {
      const response = accept(
        await http.post('/extract', await formOf(upload, options), {
          params: options.refresh === true ? { refresh: 'true' } : {},
          headers: headersOf(options),
        }),
      )
      if (response.status === 200) {
        const extraction = Extraction.parse(response.data.data)
        return { status: 'completed', jobId: extraction.job_id, extraction }
      }
      return { status: 'accepted', jobId: response.data.job_id, response }
    },
    async extractBatch(uploads, options = {}) {
      const response = accept(
        await http.post('/extract/batch', await batchFormOf(uploads, options), {
          params: options.refresh === true ? { refresh: 'true' } : {},
          headers: headersOf(options),
        }),
      )
      return BatchAccepted.parse(response.data)
    },
    async readBatch(batchId, page = {}) {
      return Batch.parse(accept(await http.get(`/batches/${batchId}`, { params: page })).data)
    },
    exportJob: (jobId, options) => exportJobFile(http, jobId, options),
    exportJobs: (options) => exportJobsStream(http, options),
    waitForJob: (jobId, options = {}) => followJob({ http, readJob }, jobId, options),
    async correctJob(jobId, corrections) {
      return Job.parse(accept(await http.put(`/jobs/${jobId}/corrections`, corrections)).data)
    },
    async deleteJob(jobId) {
      accept(await http.delete(`/jobs/${jobId}`))
    },
  }
}

async function formOf(upload: Upload, options: ExtractOptions): Promise<FormData> {
  const form = textsOf(options)
  // The file goes last: what is said about it is known before its bytes arrive.
  await append(form, 'file', upload)
  return form
}

async function batchFormOf(uploads: Upload[], options: BatchOptions): Promise<FormData> {
  const form = textsOf(options)
  for (const upload of uploads) await append(form, 'files', upload)
  return form
}

async function append(form: FormData, name: string, upload: Upload): Promise<void> {
  if (typeof upload === 'string') form.append(name, await openAsBlob(upload), basename(upload))
  else form.append(name, new Blob([new Uint8Array(upload.bytes)]), upload.filename)
}

function textsOf(options: ExtractOptions): FormData {
  const form = new FormData()
  const texts = {
    pages: options.pages,
    external_id: options.externalId,
    priority: options.priority,
    metadata: options.metadata && JSON.stringify(options.metadata),
    callback_url: options.callbackUrl,
  }
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) form.set(name, value)
  return form
}

function headersOf({ waitSeconds, idempotencyKey }: ExtractOptions): Record<string, string> {
  return {
    ...(waitSeconds === undefined ? {} : { Prefer: `wait=${waitSeconds}` }),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  }
}
