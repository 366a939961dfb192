import { type Accepted, type Extracted, finalStatuses, ProblemError } from '@invoice-ml/contracts'
import type { Answer } from '@invoice-ml/http'
import type { Logger } from '@invoice-ml/runtime'
import type { Jobs, StoredJob } from '@invoice-ml/storage'
import { awaitFinal, type Watch } from './await-job.ts'
import { messageFor } from './messages.ts'
import type { PlatformState } from './platform-state.ts'
import { presentExtraction } from './present-job.ts'
import type { ExtractCall } from './submission.ts'

export type AnswerDependencies = {
  jobs: Pick<Jobs, 'find'>
  state: Pick<PlatformState, 'expectedWaitSeconds'>
  /** Aborts when the gateway stops: who still waits is told where to look. */
  stopping: AbortSignal
  logger: Logger
}

const maxWaitSeconds = 60

/** 200 when the job is, or becomes in the time that the client prefers to wait, complete; else 202. @throws its problem */
export async function waitOrAccept(
  accepted: StoredJob,
  watch: Watch,
  call: ExtractCall,
  dependencies: AnswerDependencies,
): Promise<Answer> {
  const seconds = waitSecondsOf(call)
  if (accepted.status === 'completed') return answerExtracted(accepted, call)
  if (seconds === 0) return answerAccepted(accepted, call, dependencies)
  const job = await waitFor(accepted, watch, call, seconds, dependencies)
  if (job.status === 'failed' && job.problem)
    throw new ProblemError(job.problem.code, job.problem.detail ?? job.problem.title)
  const answer =
    job.status === 'completed'
      ? answerExtracted(job, call)
      : await answerAccepted(job, call, dependencies)
  return { ...answer, headers: { ...answer.headers, 'Preference-Applied': `wait=${seconds}` } }
}

async function waitFor(
  accepted: StoredJob,
  watch: Watch,
  { response }: ExtractCall,
  seconds: number,
  { jobs, stopping, logger }: AnswerDependencies,
): Promise<StoredJob> {
  if (finalStatuses.includes(accepted.status)) return accepted
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(), seconds * 1_000)
  response.on('close', () => ended.abort())
  try {
    const signal = AbortSignal.any([ended.signal, stopping])
    const job = await awaitFinal(jobs, watch, accepted.id, signal).catch((error: unknown) => {
      // It is accepted, whatever has gone away since.
      const { id: jobId, requestId } = accepted
      logger.warn('waiting given up', { jobId, requestId, error })
      return accepted
    })
    if (!job) throw new ProblemError('job-not-found', `${accepted.id} was deleted meanwhile`)
    return job
  } finally {
    clearTimeout(timer)
  }
}

/** `?wait=N`, or `Prefer: wait=N`; a preference that cannot be met is cut, as RFC 7240 allows. */
function waitSecondsOf({ query, headers }: ExtractCall): number {
  if (query.wait !== undefined) return query.wait
  const [, seconds] = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/i.exec(headers.prefer ?? '') ?? []
  return Math.min(maxWaitSeconds, Number(seconds ?? 0))
}

/** 200 with the extraction of a completed job. */
export function answerExtracted(job: StoredJob, { headers, noteRead }: ExtractCall): Answer {
  const data = presentExtraction(job)
  if (!data) throw new Error(`${job.id} is completed and has no reading`)
  noteRead('result.read', job.id)
  const message = messageFor('extracted', headers['accept-language'])
  return { status: 200, body: { success: true, data, message } satisfies Extracted }
}

async function answerAccepted(
  job: StoredJob,
  { headers }: ExtractCall,
  { state, logger }: AnswerDependencies,
): Promise<Answer> {
  const wait = await state.expectedWaitSeconds(job.priority).catch((error: unknown) => {
    logger.warn('expected wait not known', { error })
    return 1
  })
  const body: Accepted = {
    success: true,
    job_id: job.id,
    status: job.status,
    status_url: `/jobs/${job.id}`,
    events_url: `/jobs/${job.id}/events`,
    expected_wait_seconds: wait,
    message: messageFor('accepted', headers['accept-language']),
  }
  return {
    status: 202,
    body,
    headers: { Location: body.status_url, 'Retry-After': String(Math.max(1, wait)) },
  }
}
