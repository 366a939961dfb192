import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { finalStatuses, Job, type JobId, ProblemError } from '@invoice-ml/contracts'
import type { AxiosInstance } from 'axios'

type Source = { http: AxiosInstance; readJob: (jobId: JobId) => Promise<Job> }
type FollowOptions = { timeoutMs?: number; onChange?: (job: Job) => void }

const pauseMs = 500

/**
 * Follows a job to its end by server-sent events; while the stream cannot be had, as during a restart of the platform,
 * by asking.
 * @throws ProblemError `job-not-found`; Error after `timeoutMs` (10 minutes by default)
 */
export async function followJob(
  { http, readJob }: Source,
  jobId: JobId,
  { timeoutMs = 600_000, onChange }: FollowOptions,
): Promise<Job> {
  const signal = AbortSignal.timeout(timeoutMs)
  while (!signal.aborted) {
    try {
      const job = (await fromEvents(http, jobId, signal, onChange)) ?? (await readJob(jobId))
      if (finalStatuses.includes(job.status)) return job
    } catch (error) {
      if (error instanceof ProblemError && error.status === 404) throw error
    }
    await sleep(pauseMs)
  }
  throw new Error(`${jobId} was not done after ${timeoutMs / 1000} s`)
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
