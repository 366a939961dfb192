import { createId, type renderingQueue } from '@invoice-ml/contracts'
import type { Producer } from '@invoice-ml/queue'
import { readSeenPages } from '@invoice-ml/review'
import type { Logger } from '@invoice-ml/runtime'
import type { Blobs, Jobs, TrainingData } from '@invoice-ml/storage'
import { locateFields } from './locate-fields.ts'
import { writeTrainingCopy } from './training-copy.ts'

type Dependencies = {
  data: TrainingData
  jobs: Pick<Jobs, 'find' | 'equalTo'>
  blobs: Blobs
  renderings: Pick<Producer<(typeof renderingQueue)['payload']>, 'add'>
  /** retention.training_days */
  keptDays: number | undefined
  logger: Logger
}

// What is left over has its turn the next time.
const batch = 500
// Fields stand on the first pages and the last; a catalogue has no more to teach than a letter.
const mostPages = 4

/**
 * Keeps the pages and words of annotated documents to learn from, since the documents themselves are erased sooner, and erases
 * copies whose time is over or whose annotation was taken back. Resolves to how many documents still wait to be kept, of which
 * there may be more.
 */
export function createKeepCopies(dependencies: Dependencies): () => Promise<number> {
  const { data, keptDays, blobs, logger } = dependencies
  return async () => {
    const outdated = await data.outdatedCopies(batch, keptDays)
    await Promise.all(outdated.map(blobs.removeTraining))
    if (outdated.length > 0) await data.forgetCopies(outdated)
    let waiting = 0
    const found = await data.withoutCopy(batch, keptDays)
    for (const jobId of found) {
      const isKept = await keep(jobId, dependencies).catch((error: unknown) => {
        // One document keeps no other from being learned from.
        logger.warn('annotated document not kept yet', { jobId, error })
        return undefined
      })
      if (isKept === undefined) waiting += 1
      else await data.noteCopy(jobId, isKept)
      if (isKept === false) logger.info('annotated document not kept', { jobId })
    }
    return found.length < batch ? waiting : batch
  }
}

/** Whether the document is kept now; undefined while its pages are still to be drawn. Rejects when it cannot be read now. */
async function keep(jobId: string, dependencies: Dependencies): Promise<boolean | undefined> {
  const { data, jobs, blobs } = dependencies
  const [job, [annotated]] = await Promise.all([jobs.find(jobId), data.annotated([jobId])])
  if (!job || !annotated) return false
  const seen = await readSeenPages(job, { jobs, blobs })
  const places = locateFields(seen, annotated.fields)
  const wanted = seen.filter(({ number }) => places.some(({ page }) => page === number))
  const looked = await Promise.all(
    wanted.slice(0, mostPages).map(async (page) => ({
      page,
      state: await drawingOf(jobId, page.number, { ...dependencies, canDraw: !job.fileErasedAt }),
    })),
  )
  if (looked.some(({ state }) => state === 'waiting')) return undefined
  const pages = looked.filter(({ state }) => state === 'drawn').map(({ page }) => page)
  if (pages.length === 0) return false
  await blobs.keep(blobs.trainingFolder(jobId), (folder) =>
    writeTrainingCopy(folder, pages, (page) => blobs.read(blobs.pagePath(jobId, page))),
  )
  if (await jobs.find(jobId)) return true
  // Deleted meanwhile: nothing of it may stay.
  await blobs.removeTraining(jobId)
  return false
}

type Drawing = Pick<Dependencies, 'blobs' | 'renderings'> & { canDraw: boolean }

async function drawingOf(jobId: string, page: number, { blobs, renderings, canDraw }: Drawing) {
  const path = blobs.pagePath(jobId, page)
  if (await blobs.exists(path)) return 'drawn'
  if (!canDraw || (await blobs.exists(`${path}.problem.json`))) return 'impossible'
  await renderings.add({ jobId, page, requestId: createId('req') }, { priority: 'batch' })
  return 'waiting'
}
