import { randomUUID } from 'node:crypto'
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
import { repeat } from './repeat.ts'

export type ClientOptions = {
  /** Where the gateway is, as http://127.0.0.1:8000 */
  baseUrl: string
  apiKey?: string | undefined
  /**
   * How often an upload is sent at most, 10 times by default: again when no answer came, and after 429, 502, 503 and 504 when
   * the time has come that they name. 1 sends it once.
   */
  maxAttempts?: number
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
  /** Makes a repeated request answer like the first, without a second job. A random one by default. */
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
  /** Uploads a document, again until it is answered. Throws ProblemError when it is refused or cannot be read. */
  extract: (upload: Upload, options?: ExtractOptions) => Promise<Submission>
  /** Likewise many documents, or one ZIP of them. Throws ProblemError when the batch as a whole is refused. */
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

// Longer than the longest wait for a result.
const answerTimeoutMs = 90_000
// A model that is put into service is tried, and taken by every reader, before there is an answer.
const longestAnswerMs = 220_000
// The slowest connection that an upload is given time for brings 16 kB a second.
const slowestBytesPerMs = 16

/**
 * The public API of a platform. Where no answer comes its methods throw AxiosError, and UnknownAnswer where a proxy answers or
 * sends elsewhere, or a newer platform by a problem that this client does not know.
 */
export function createClient({ baseUrl, apiKey, maxAttempts = 10 }: ClientOptions): Client {
  const http = axios.create({
    baseURL: baseUrl,
    headers: apiKey === undefined ? {} : { 'X-API-Key': apiKey },
    validateStatus: () => true,
    maxRedirects: 0,
    maxBodyLength: Number.POSITIVE_INFINITY,
    proxy: false,
    timeout: longestAnswerMs,
  })

  /** Under one key for all attempts: what was accepted without an answer is not read twice. */
  function submit(
    path: string,
    toForm: () => Promise<FormData>,
    options: ExtractOptions,
  ): Promise<AxiosResponse> {
    const params = options.refresh === true ? { refresh: 'true' } : {}
    const headers = headersOf({ idempotencyKey: randomUUID(), ...options })
    // A form is read as it is sent: each attempt has its own.
    return repeat(maxAttempts, async () => {
      const form = await toForm()
      const timeout = answerTimeoutMs + Math.ceil(sizeOf(form) / slowestBytesPerMs)
      return accept(await http.post(path, form, { params, headers, timeout }))
    })
  }

  async function readJob(jobId: JobId): Promise<Job> {
    return Job.parse(accept(await http.get(`/jobs/${jobId}`)).data)
  }

  return {
    http,
    readJob,
    async extract(upload, options = {}) {
      const response = await submit('/extract', () => formOf(upload, options), options)
      if (response.status === 200) {
        const extraction = Extraction.parse(response.data.data)
        return { status: 'completed', jobId: extraction.job_id, extraction }
      }
      return { status: 'accepted', jobId: response.data.job_id, response }
    },
    async extractBatch(uploads, options = {}) {
      const response = await submit('/extract/batch', () => batchFormOf(uploads, options), options)
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

/** Of its files, in bytes. */
function sizeOf(form: FormData): number {
  const files = [...form.values()].filter((value) => value instanceof Blob)
  return files.reduce((sum, { size }) => sum + size, 0)
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
