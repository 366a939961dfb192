import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { finalStatuses, Job, type JobId } from '@invoice-ml/contracts'
import type { AxiosInstance } from 'axios'
import { isPassing, retryAfterOf } from './repeat.ts'

type Source = { http: AxiosInstance; readJob: (jobId: JobId) => Promise<Job> }
type FollowOptions = { timeoutMs?: number; onChange?: (job: Job) => void }

const pauseSeconds = 0.5

/**
 * Follows a job to its end by server-sent events; while the stream cannot be had, as during a restart of the platform,
 * by asking.
 * @throws ProblemError when it is refused, as `job-not-found` or `unauthenticated`; Error after `timeoutMs` (10 minutes by
 * default)
 */
export async function followJob(
  { http, readJob }: Source,
  jobId: JobId,
  { timeoutMs = 600_000, onChange }: FollowOptions,
): Promise<Job> {
  const signal = AbortSignal.timeout(timeoutMs)
  const endMs = Date.now() + timeoutMs
  while (!signal.aborted) {
    let seconds: number | undefined
    try {
      const job = (await fromEvents(http, jobId, signal, onChange)) ?? (await readJob(jobId))
      if (finalStatuses.includes(job.status)) return job
    } catch (error) {
      if (!isPassing(error, mayPass)) throw error
      seconds = retryAfterOf(error)
    }
    const pauseMs = Math.min((seconds ?? pauseSeconds) * 1_000, endMs - Date.now())
    await sleep(Math.max(0, pauseMs))
  }
  throw new Error(`${jobId} was not done after ${timeoutMs / 1000} s`)
}

/** Of the platform while it starts anew, has too much to do, or lacks a part. */
function mayPass(status: number): boolean {
  return status >= 500 || status === 408 || status === 429
}

/** The job as the last event told it, final or not; undefined when no event came. */
async function fromEvents(
  http: AxiosInstance,
  jobId: JobId,
  signal: AbortSignal,
  onChange: FollowOptions['onChange'],
): Promise<Job | undefined> {
  const response = await http.get<Readable>(`/jobs/${jobId}/events`, {
    responseType: 'stream',
    signal,
  })
  if (response.status !== 200) {
    response.data.destroy()
    return undefined
  }
  let last: Job | undefined
  try {
    for await (const data of eventData(response.data)) {
      last = Job.parse(JSON.parse(data))
      onChange?.(last)
      if (finalStatuses.includes(last.status)) break
    }
  } catch (error) {
    // A broken stream is no news about the job; whoever called asks for it.
    if (!(error instanceof Error && 'code' in error)) throw error
  } finally {
    response.data.destroy()
  }
  return last
}

/** The `data` of each event of a text/event-stream. */
async function* eventData(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    rest += String(chunk).replaceAll('\r\n', '\n')
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const lines = rest.slice(0, end).split('\n')
      rest = rest.slice(end + 2)
      const data = lines
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trim())
      if (data.length > 0) yield data.join('\n')
    }
  }
}
