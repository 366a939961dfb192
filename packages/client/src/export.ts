import type { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import type { exportJob, exportJobs, JobId } from '@invoice-ml/contracts'
import type { AxiosInstance, AxiosResponse } from 'axios'
import { parse } from 'content-disposition'
import type { z } from 'zod'
import { accept, isDone } from './accept.ts'

/** Names and values as GET /jobs/{job_id}/export takes them. */
export type JobExportOptions = z.input<typeof exportJob.query>

/** Names and values as GET /exports takes them. */
export type ExportOptions = z.input<typeof exportJobs.query>

export type ExportedFile = { filename: string; mediaType: string; bytes: Buffer }

/** Its content must be read to its end, or destroyed. An error within it means that the file is not whole. */
export type ExportedStream = { filename: string; mediaType: string; content: Readable }

/** The result of one job as a file. @throws ProblemError `job-not-completed`, `export-incomplete` */
export async function exportJobFile(
  http: AxiosInstance,
  jobId: JobId,
  options: JobExportOptions,
): Promise<ExportedFile> {
  const response = await ask(http, `/jobs/${jobId}/export`, options)
  const parts = await response.data.toArray()
  return { ...described(response), bytes: Buffer.concat(parts) }
}

/** The results of many jobs as a file of any size. @throws ProblemError */
export async function exportJobsStream(
  http: AxiosInstance,
  options: ExportOptions,
): Promise<ExportedStream> {
  const response = await ask(http, '/exports', options)
  return { ...described(response), content: response.data }
}

async function ask(http: AxiosInstance, path: string, options: object) {
  const response = await http.get<Readable>(path, { params: options, responseType: 'stream' })
  if (isDone(response)) return response
  // A problem comes as a stream as well.
  const data: unknown = await json(response.data).catch(() => undefined)
  accept({ ...response, data })
  return response
}

function described({ headers }: AxiosResponse): { filename: string; mediaType: string } {
  const { filename } = parse(String(headers['content-disposition'] ?? '')).parameters
  return { filename: filename || 'export', mediaType: String(headers['content-type'] ?? '') }
}
