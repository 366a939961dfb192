import { ProblemError } from '@invoice-ml/contracts'
import { type Logger, type Metrics, type Recurring, recur } from '@invoice-ml/runtime'
import type { DueReview, Erasure, LabelStudioStore, ProjectIdentity } from '@invoice-ml/storage'
import { isRefused } from './is-refused.ts'
import type { LabelStudio } from './label-studio/client.ts'
import { LabelStudioError } from './label-studio/error.ts'
import { type SendDependencies, sendForReview } from './send-for-review.ts'
import type { Session } from './session.ts'

type Options = SendDependencies & {
  studio: LabelStudio
  session: Session
  store: LabelStudioStore
  /** Only what somebody has asked for. */
  askedOnly: boolean
  /** The model that serves; undefined while none was ever deployed. */
  servingModel: () => Promise<string | undefined>
  logger: Logger
  metrics: Metrics
}

const intervalMs = 1_000
const leaseMs = 20_000
const batch = 4
const [firstPauseMs, longestPauseMs] = [2_000, 600_000]
const maxRefusals = 6

/** Sends what is due to Label Studio, and erases there what is gone here: found in the database, so no message can be lost. */
export function createReviewSender(options: Options): Recurring {
  const { session, reviews, store, studio, askedOnly, servingModel, logger, metrics } = options
  const outcomes = metrics.counter({
    name: 'review_requests_total',
    help: 'Attempts to send a document to Label Studio, by outcome',
    labelNames: ['outcome'],
  })
  for (const outcome of ['sent', 'postponed', 'failed']) outcomes.inc({ outcome }, 0)

  async function sendDue(): Promise<void> {
    if (session.isResting()) return
    for (let count = batch; count === batch && !session.isResting(); ) {
      const project = await session.use(session.project)
      const due = await reviews.takeDue({ limit: batch, leaseMs, askedOnly })
      await Promise.all(due.map((request) => keeping(request, () => attempt(request, project))))
      count = due.length
    }
    const erasures = await store.takeErasures({ limit: batch, leaseMs })
    for (const erasure of erasures) await erase(erasure)
  }

  /** Nobody else takes it up while it is being sent, however long that takes. */
  async function keeping(
    { jobId, requestId }: DueReview,
    work: () => Promise<void>,
  ): Promise<void> {
    const timer = setInterval(() => {
      reviews
        .renew(jobId, leaseMs)
        .catch((error: unknown) =>
          logger.warn('review request not renewed', { jobId, requestId, error }),
        )
    }, leaseMs / 4)
    await work().finally(() => clearInterval(timer))
  }

  async function attempt(request: DueReview, project: ProjectIdentity): Promise<void> {
    const { jobId, requestId, reason } = request
    try {
      const outcome = await session.use(() => sendForReview(request, project, options))
      if (!outcome) return
      if ('waitMs' in outcome) return await wait(request, outcome.waitMs)
      outcomes.inc({ outcome: 'sent' })
      logger.info('sent for review', { jobId, requestId, reason })
      await session.use(() => showModel(outcome.model, project.projectId))
    } catch (error) {
      await postponeOrFail(request, project, error)
    }
  }

  async function wait({ jobId }: DueReview, delayMs: number): Promise<void> {
    const problem = new ProblemError(
      'service-unavailable',
      'An earlier attempt may still succeed',
    ).toProblem()
    await reviews.postpone(jobId, { delayMs, refused: false, problem })
  }

  async function postponeOrFail(
    request: DueReview,
    { projectId }: ProjectIdentity,
    error: unknown,
  ): Promise<void> {
    const { jobId, requestId, refusals, attempts } = request
    const refused = isOurFault(error) || (await isRefused(error, projectId, { studio, session }))
    if (isForGood(error) || (refused && refusals + 1 >= maxRefusals)) {
      outcomes.inc({ outcome: 'failed' })
      logger.warn('not sent for review', { jobId, requestId, error })
      return reviews.fail(jobId, asProblem(error).toProblem())
    }
    outcomes.inc({ outcome: 'postponed' })
    // Being away is told once, by the session.
    if (!(error instanceof LabelStudioError) || error.kind === 'refused')
      logger.warn('review postponed', { jobId, requestId, error })
    const problem = asProblem(error).toProblem()
    await reviews.postpone(jobId, { delayMs: backoff(attempts), refused, problem })
  }

  /** Predictions of a promoted model are shown once there is one. */
  async function showModel(model: string, projectId: number): Promise<void> {
    const { shownModel } = await session.project()
    if (model === shownModel) return
    // What was read by the model before may be sent after the exchange.
    if (model !== ((await servingModel()) ?? model)) return
    await studio.changeProject(projectId, { model_version: model })
    session.shown(model)
    logger.info('predictions of another model are shown', { modelVersion: model })
  }

  async function erase(erasure: Erasure): Promise<void> {
    const { jobId, uploadIds, withUnnoted, attempts } = erasure
    try {
      await session.use(async () => {
        const { projectId } = await session.project()
        // The numbers that were noted may be those of others by now.
        for (const { id } of await studio.tasksOf(projectId, jobId)) await studio.deleteTask(id)
        const unnoted = withUnnoted ? await studio.uploadsOf(projectId, `${jobId}-`) : []
        for (const id of new Set([...uploadIds, ...unnoted.map((upload) => upload.id)]))
          if ((await studio.uploadAddress(id))?.includes(jobId)) await studio.deleteUpload(id)
      })
      await store.erased(erasure)
      logger.info('erased in label studio', { jobId })
    } catch (error) {
      logger.warn('not erased in label studio yet', { jobId, error })
      await store.postponeErasure(jobId, backoff(attempts))
    }
  }

  return recur(intervalMs, sendDue, (error) => {
    if (!(error instanceof LabelStudioError)) logger.warn('reviews not sent', { error })
  })
}

/** A file that cannot be shown, for one. */
function isForGood(error: unknown): boolean {
  return error instanceof ProblemError && error.status < 500
}

/** A page that a worker could not draw, for one. What is away is no fault, and passes. */
function isOurFault(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'internal-error'
}

function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof LabelStudioError && error.kind === 'refused')
    return new ProblemError('label-studio-refused', error.message, { cause: error })
  return new ProblemError('service-unavailable', 'Label Studio is away', { cause: error })
}

function backoff(attempts: number): number {
  return Math.min(firstPauseMs * 2 ** Math.min(attempts - 1, 20), longestPauseMs)
}
