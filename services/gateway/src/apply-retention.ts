import type { Logger, Metrics, Settings } from '@invoice-ml/runtime'
import type { Blobs, RetentionStore, StoredJob } from '@invoice-ml/storage'
import { type EraseDependencies, eraseJob } from './erase-job.ts'

type Dependencies = EraseDependencies & {
  retention: RetentionStore
  blobs: Pick<Blobs, 'removeDocument' | 'removePages'>
  days: Settings['retention']
  /** Aborts when the gateway stops: what is left has its turn the next time. */
  stopping: AbortSignal
  metrics: Metrics
  logger: Logger
}

/** Of a batch: so many were due, and so many of them are gone. */
type Taken = { found: number; erased: number }

type KindOfJobs = {
  find: (passedOver: string[]) => Promise<StoredJob[]>
  erase: (job: StoredJob) => Promise<unknown>
  /** What is marked is not found again. */
  mark?: (jobIds: string[]) => Promise<void>
}

const batch = 100
const atOnce = 10
const mostNamed = 20
// What is left over has its turn the next time.
const maxBatches = 50

/**
 * Erases what has been kept as long as the settings say: files, pages, training copies, whole jobs. Any replica may be
 * asked to, one at a time works; what was interrupted is done again. What cannot be erased keeps nothing else, and is told.
 */
export function createApplyRetention(dependencies: Dependencies): () => Promise<void> {
  const { retention, blobs, days, stopping, metrics, logger } = dependencies
  const erased = metrics.counter({
    name: 'retention_erased_total',
    help: 'What was erased because its time was over',
    labelNames: ['kind'],
  })
  const failed = metrics.counter({
    name: 'retention_failures_total',
    help: 'What could not be erased when its time was over; it is tried again',
    labelNames: ['kind'],
  })

  /** What failed in a turn, in one line of the log. */
  function tellFailed(kind: string, error: unknown, jobIds: string[] = []): void {
    failed.inc({ kind }, Math.max(1, jobIds.length))
    const some = jobIds.slice(0, mostNamed)
    logger.error('not erased though its time is over', {
      kind,
      count: jobIds.length,
      jobIds: some,
      error,
    })
  }

  async function applyTo(kind: string, take: () => Promise<Taken>): Promise<void> {
    let count = 0
    try {
      for (let turn = 0; turn < maxBatches && !stopping.aborted; turn += 1) {
        const taken = await take()
        count += taken.erased
        if (taken.found < batch) break
      }
    } catch (error) {
      tellFailed(kind, error)
    }
    if (count === 0) return
    erased.inc({ kind }, count)
    logger.info('kept long enough and erased', { kind, count })
  }

  const applyToRows = (kind: string, forget: () => Promise<number>) =>
    applyTo(kind, async () => {
      const count = await forget()
      return { found: count, erased: count }
    })

  async function applyToJobs(kind: string, { find, erase, mark }: KindOfJobs): Promise<void> {
    const passedOver: string[] = []
    let reason: unknown
    await applyTo(kind, async () => {
      const jobs = await find(passedOver)
      const gone: string[] = []
      const eraseOne = async (job: StoredJob) => {
        if (stopping.aborted) return
        try {
          await erase(job)
          gone.push(job.id)
        } catch (error) {
          passedOver.push(job.id)
          reason = error
        }
      }
      for (let from = 0; from < jobs.length; from += atOnce)
        await Promise.all(jobs.slice(from, from + atOnce).map(eraseOne))
      if (gone.length > 0) await mark?.(gone)
      return { found: jobs.length, erased: gone.length }
    })
    if (passedOver.length > 0) tellFailed(kind, reason, passedOver)
  }

  return async () => {
    await retention.alone(async () => {
      const { file_days, pages_days, training_days, result_days } = days
      if (file_days)
        await applyToJobs('file', {
          find: (passedOver) => retention.withFile(file_days, batch, passedOver),
          erase: ({ id, mediaType }) => blobs.removeDocument(id, mediaType),
          mark: retention.fileErased,
        })
      if (pages_days)
        await applyToJobs('pages', {
          find: (passedOver) => retention.withPages(pages_days, batch, passedOver),
          erase: ({ id }) => blobs.removePages(id),
          mark: retention.pagesErased,
        })
      if (training_days)
        await applyToRows('training', () => retention.forgetTraining(training_days, batch))
      await applyToRows('idempotency_key', () => retention.forgetIdempotencyKeys(batch))
      if (result_days)
        await applyToJobs('result', {
          find: (passedOver) => retention.withResult(result_days, batch, passedOver),
          erase: (job) => eraseJob(job, dependencies),
        })
    })
  }
}
