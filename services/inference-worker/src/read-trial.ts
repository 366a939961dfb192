import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError, type trialQueue } from '@invoice-ml/contracts'
import type { Handler } from '@invoice-ml/queue'
import type { Settings } from '@invoice-ml/runtime'
import type {
  Blobs,
  CorrectionStore,
  Jobs,
  StoredJob,
  TrialOutcome,
  TrialReadings,
} from '@invoice-ml/storage'
import type { z } from 'zod'
import { readRequestFor } from './read-document.ts'
import { ReaderLost } from './reader-process.ts'
import type { TrialReader } from './trial-reader.ts'

type Payload = z.infer<(typeof trialQueue)['payload']>

export type Dependencies = {
  jobs: Pick<Jobs, 'find' | 'countOpen'>
  blobs: Blobs
  corrections: Pick<CorrectionStore, 'findLessons'>
  trials: Pick<TrialReadings, 'isRead' | 'put' | 'findChallenger'>
  reader: TrialReader
  settings: Settings
}

// While documents wait, a trial waits with them; not for ever, or a busy platform would never judge a model.
const patienceMs = 10_000
const lookEveryMs = 500
// What only has the time that others leave takes longer.
const patienceFactor = 4
const passing = ['service-unavailable', 'model-not-found']

/**
 * Reads the document of a job with a model that does not serve, and keeps what came of it beside the job. To be judged it reads
 * without what was learned of suppliers; in its shadow with it, as the model does that it is compared with. It may be called
 * twice for one document.
 */
export function readTrial(dependencies: Dependencies): Handler<Payload> {
  const { jobs, trials } = dependencies
  return async (key, { signal, isLastAttempt }) => {
    if (await trials.isRead(key)) return
    // What still waits when the watch is over would only be in the way of others.
    if (key.purpose === 'shadow' && (await trials.findChallenger()) !== key.modelVersion) return
    const job = await jobs.find(key.jobId)
    if (!job) return
    await idleMoment(jobs, signal)
    const outcome = await read(job, key, signal, dependencies).catch((error: unknown) => {
      const problem = verdictOf(error)
      // Whoever waits for the trial asks again, however often it fails so, and not for ever.
      if (!problem || (!isLastAttempt && problem.status >= 500)) throw error
      return { problem: problem.toProblem(`/jobs/${job.id}`, job.requestId) }
    })
    await trials.put(key, outcome)
  }
}

async function idleMoment(jobs: Dependencies['jobs'], signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    const { processing, interactive, batch } = await jobs.countOpen()
    if (processing + interactive + batch === 0) return
    await sleep(lookEveryMs, undefined, { signal })
  }
}

async function read(
  job: StoredJob,
  { modelVersion, purpose }: Payload,
  signal: AbortSignal,
  { blobs, corrections, reader, settings }: Dependencies,
): Promise<TrialOutcome> {
  if (job.fileErasedAt) throw new ProblemError('file-erased', `The file of ${job.id} is gone`)
  const { document_timeout_seconds: documentSeconds, page_timeout_seconds: pageSeconds } =
    settings.worker
  const answer = await blobs.lend(blobs.documentPath(job.id, job.mediaType), (path) =>
    reader.ask(modelVersion, readRequestFor(job, path, settings), {
      signal,
      deadlineMs: patienceFactor * documentSeconds * 1_000,
      perPageMs: patienceFactor * pageSeconds * 1_000,
      onProgress: () => {},
      ...(purpose === 'shadow' ? { recall: corrections.findLessons } : {}),
    }),
  )
  if (answer.type === 'failed') throw new ProblemError(answer.code, answer.detail)
  if (answer.type !== 'done') throw new Error(`The reader answered ${answer.type}`)
  const durationMs = Object.values(answer.timings).reduce((sum, ms) => sum + ms, 0)
  return { reading: answer.reading, durationMs }
}

/**
 * Why the document has no reading; undefined when the error says nothing of it: the model is not there yet, its reader could not
 * be started, a store is away.
 */
function verdictOf(error: unknown): ProblemError | undefined {
  if (error instanceof ReaderLost) return new ProblemError('document-unreadable', error.message)
  const isVerdict = error instanceof ProblemError && !passing.includes(error.code)
  return isVerdict ? error : undefined
}
