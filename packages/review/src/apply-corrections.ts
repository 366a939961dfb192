import { type Corrections, ProblemError, type Reading } from '@invoice-ml/contracts'
import { amend, learn } from '@invoice-ml/extraction'
import type { ReadingCache, Signals } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import {
  type Blobs,
  type CorrectionStore,
  type Jobs,
  type NewAnnotation,
  optionsDigest,
  type StoredJob,
} from '@invoice-ml/storage'
import { rankerOf } from './ranker-of.ts'
import type { ReviewMetrics } from './review-metrics.ts'
import { searchablePages } from './searchable-pages.ts'
import { readSeenPages } from './seen-pages.ts'

export type ApplyDependencies = {
  jobs: Jobs
  blobs: Blobs
  corrections: CorrectionStore
  cache: Pick<ReadingCache, 'putCorrected' | 'remove'>
  signals: Pick<Signals, 'jobChanged'>
  reviewMetrics: ReviewMetrics
  /** Where models lie. */
  modelDir: string
  logger: Pick<Logger, 'warn'>
}

/** What a person has said of a job as it is now. */
export type Decision = {
  corrections: Corrections
  /** Where it was said, if not by the API. */
  said?: Omit<NewAnnotation, 'jobId' | 'state' | 'fields'>
}

type Request = {
  jobId: string
  requestId: string
  /** Asked again whenever somebody else has changed the job meanwhile; undefined when nothing is left to say. */
  decide: (job: StoredJob & { reading: Reading }) => Promise<Decision | undefined>
}

// Somebody else may correct the same job between reading and writing it.
const maxAttempts = 5

/**
 * A person's word replaces the machine's in a job: kept with what it replaced and as an annotation, learned of the supplier,
 * told to webhooks. False when there was nothing left to say.
 *
 * @throws ProblemError `job-not-found`, `job-not-completed`; `service-unavailable` when others correct it all the time
 */
export async function applyCorrections(
  { jobId, requestId, decide }: Request,
  dependencies: ApplyDependencies,
): Promise<boolean> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const job = await findCompleted(jobId, dependencies)
    const decision = await decide(job)
    if (!decision) return false
    if (!(await save(job, { decision, requestId }, dependencies))) continue
    await dependencies.signals.jobChanged(jobId)
    return true
  }
  throw new ProblemError('service-unavailable', 'Others correct the same job: try again', {
    retryAfterSeconds: 1,
  })
}

async function findCompleted(jobId: string, { jobs }: ApplyDependencies) {
  const job = await jobs.find(jobId)
  if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
  const { reading, status } = job
  if (status !== 'completed' || !reading)
    throw new ProblemError('job-not-completed', `${jobId} is ${status}`)
  return { ...job, reading }
}

/** False when the job has changed meanwhile. */
async function save(
  job: StoredJob & { reading: Reading },
  { decision, requestId }: { decision: Decision; requestId: string },
  dependencies: ApplyDependencies,
): Promise<boolean> {
  const { corrections, said } = decision
  const pages = searchablePages(await readSeenPages(job, dependencies))
  const amended = amend(job.reading, corrections, pages)
  const ranker = await rankerOf(job.reading.model_version, dependencies)
  const isSaved = await dependencies.corrections.save({
    jobId: job.id,
    version: job.version,
    corrections,
    amended,
    lesson: learn(pages, amended.fields, ranker?.weights),
    requestId,
    said,
  })
  if (!isSaved) return false
  dependencies.reviewMetrics.corrected(job.reading, amended)
  await remember(job, amended, dependencies)
  return true
}

/** The next upload of the same file is answered with what a person has said of it. */
async function remember(
  { id, requestId, md5, sha256, options }: StoredJob,
  amended: Reading,
  { jobs, cache, logger }: ApplyDependencies,
): Promise<void> {
  const key = {
    md5,
    sha256,
    modelVersion: amended.model_version,
    optionsDigest: optionsDigest(options),
  }
  try {
    await cache.putCorrected(key, amended)
    // Deleted meanwhile: nothing of it may stay.
    if (!(await jobs.findVersion(id))) await cache.remove(md5)
  } catch (error) {
    logger.warn('correction not put into the cache', { jobId: id, requestId, error })
  }
}
