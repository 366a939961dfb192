import { setTimeout as sleep } from 'node:timers/promises'
import { createId, ProblemError, type TrainingStatus } from '@invoice-ml/contracts'
import type { Logger } from '@invoice-ml/runtime'
import type { StoredTraining, TrainingClaim, Trainings } from '@invoice-ml/storage'
import type { Step } from './step.ts'

export type ActiveStatus = Exclude<TrainingStatus, 'deployed' | 'rejected' | 'failed'>

type Dependencies = {
  trainings: Trainings
  steps: Record<ActiveStatus, Step>
  /** How long a training may stay in each. */
  limitsMs: Record<ActiveStatus, number>
  /** Told of each outcome once it is written. */
  onEnd: (training: StoredTraining) => void
  pollMs: number
  leaseMs: number
  logger: Logger
}

export type TrainingWorker = { start: () => void; stop: () => Promise<void> }

// Trainers that were away, processes that died under it: at some point it is the training.
const mostAttempts = 10
const mostPauseMs = 30_000

/**
 * Works on the training that is under way, whoever asked for it and whoever worked on it before: the row says where it stands,
 * its lease that nobody else works on it. It looks by a plain timer, since a clock kept in Redis would be lost with it.
 */
export function createTrainingWorker(dependencies: Dependencies): TrainingWorker {
  const { trainings, pollMs, leaseMs, logger } = dependencies
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    const token = createId('claim')
    const training = await trainings.claim(token, leaseMs)
    if (training) await hold(training, token, { ...dependencies, stopping: stopping.signal })
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => logger.warn('trainings not looked at', { error }))
      await pause(pollMs, stopping.signal)
    }
  }

  return {
    start: () => {
      running = run()
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

type Work = Dependencies & { stopping: AbortSignal }

/** Works on a claimed training until it ends, stops or fails, and keeps the claim meanwhile. */
async function hold(training: StoredTraining, token: string, work: Work): Promise<void> {
  const { trainings, leaseMs, stopping, logger } = work
  const claim = { id: training.id, token }
  const lost = new AbortController()
  let heldUntil = performance.now() + leaseMs
  const timer = setInterval(async () => {
    const askedAt = performance.now()
    try {
      if (await trainings.renew(claim, leaseMs)) heldUntil = askedAt + leaseMs
      else lost.abort()
    } catch (error) {
      // PostgreSQL is away: the claim holds until its lease ends.
      logger.warn('lease not renewed', { error })
      if (performance.now() > heldUntil) lost.abort()
    }
  }, leaseMs / 3)
  try {
    await advance(training, claim, { ...work, signal: AbortSignal.any([stopping, lost.signal]) })
  } finally {
    clearInterval(timer)
  }
}

async function advance(
  training: StoredTraining,
  claim: TrainingClaim,
  work: Work & { signal: AbortSignal },
): Promise<void> {
  const { trainings, signal, logger } = work
  try {
    // Every time the process died under it.
    if (training.attempts > mostAttempts) throw givenUp()
    await takeSteps(training, claim, work)
    if (signal.aborted) await trainings.release(claim, 0)
  } catch (error) {
    if (signal.aborted) return trainings.release(claim, 0)
    if (error instanceof ProblemError) return fail(training, claim, { ...work, error })
    if (training.attempts >= mostAttempts)
      return fail(training, claim, { ...work, error: givenUp(error) })
    logger.warn('training interrupted', { trainingId: training.id, error })
    await trainings.release(claim, Math.min(mostPauseMs, 1_000 * 2 ** training.attempts))
  }
}

/** Step after step, until the training has ended or this process has to let go of it. */
async function takeSteps(
  claimed: StoredTraining,
  claim: TrainingClaim,
  { trainings, steps, limitsMs, onEnd, pollMs, signal, logger }: Work & { signal: AbortSignal },
): Promise<void> {
  let training: StoredTraining | undefined = claimed
  while (training && isActive(training.status) && !signal.aborted) {
    const { status, statusSince }: StoredTraining = training
    if (!isActive(status)) return
    if (Date.now() - statusSince.getTime() > limitsMs[status])
      throw new ProblemError('training-failed', `${status} took longer than it may`)
    const changes = await steps[status](training, { signal })
    if (!changes) {
      await pause(pollMs, signal)
      continue
    }
    training = await trainings.save(claim, changes)
    if (training && training.status !== status) {
      logger.info('training got on', { trainingId: training.id, status: training.status })
      if (!isActive(training.status)) onEnd(training)
    }
  }
}

/** What the last attempt ended with is why. */
function givenUp(error?: unknown): ProblemError {
  const reason = error instanceof Error ? `: ${error.message}${causeOf(error)}` : ''
  return new ProblemError('training-failed', `Given up after ${mostAttempts} attempts${reason}`, {
    cause: error,
  })
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : ''
}

async function fail(
  training: StoredTraining,
  claim: TrainingClaim,
  { trainings, onEnd, logger, error }: Work & { error: ProblemError },
): Promise<void> {
  logger.error('training failed', { trainingId: training.id, error })
  const problem = { ...error.toProblem(`/trainings/${training.id}`), detail: error.message }
  const failed = await trainings.save(claim, { status: 'failed', problem })
  if (failed) onEnd(failed)
}

function isActive(status: TrainingStatus): status is ActiveStatus {
  return status !== 'deployed' && status !== 'rejected' && status !== 'failed'
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Being woken is no failure.
  await sleep(ms, undefined, { signal }).catch(() => {})
}
