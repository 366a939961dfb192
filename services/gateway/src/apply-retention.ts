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

const batch = 100
// What is left over has its turn the next time.
const maxBatches = 50

/**
 * Erases what has been kept as long as the settings say: files, pages, training copies, whole jobs. Any replica may be
 * asked to, one at a time works; what was interrupted is done again.
 */
export function createApplyRetention(dependencies: Dependencies): () => Promise<void> {
  const { retention, blobs, days, stopping, metrics, logger } = dependencies
  const erased = metrics.counter({
    name: 'retention_erased_total',
    help: 'What was erased because its time was over',
    labelNames: ['kind'],
  })

  async function applyTo(kind: string, take: () => Promise<number>): Promise<void> {
    let count = 0
    for (let turn = 0; turn < maxBatches && !stopping.aborted; turn += 1) {
      const taken = await take()
      count += taken
      if (taken < batch) break
    }
    if (count === 0) return
    erased.inc({ kind }, count)
    logger.info('kept long enough and erased', { kind, count })
  }

  const eraseFiles = async (kept: number) => {
    const jobs = await retention.withFile(kept, batch)
    // A file that is marked as erased is never looked for again.
    await Promise.all(jobs.map(({ id, mediaType }) => blobs.removeDocument(id, mediaType)))
    return marked(jobs, retention.fileErased)
  }
  const erasePages = async (kept: number) => {
    const jobs = await retention.withPages(kept, batch)
    await Promise.all(jobs.map(({ id }) => blobs.removePages(id)))
    return marked(jobs, retention.pagesErased)
  }
  const eraseJobs = async (kept: number) => {
    const jobs = await retention.withResult(kept, batch)
    for (const job of jobs) {
      if (stopping.aborted) return 0
      await eraseJob(job, dependencies)
    }
    return jobs.length
  }

  return async () => {
    await retention.alone(async () => {
      const { file_days, pages_days, training_days, result_days } = days
      if (file_days) await applyTo('file', () => eraseFiles(file_days))
      if (pages_days) await applyTo('pages', () => erasePages(pages_days))
      if (training_days)
        await applyTo('training', () => retention.forgetTraining(training_days, batch))
      await applyTo('idempotency_key', () => retention.forgetIdempotencyKeys(batch))
      // Last, since it needs Redis, and the others do not.
      if (result_days) await applyTo('result', () => eraseJobs(result_days))
    })
  }
}

async function marked(
  jobs: StoredJob[],
  mark: (jobIds: string[]) => Promise<void>,
): Promise<number> {
  await mark(jobs.map(({ id }) => id))
  return jobs.length
}
