import { join } from 'node:path'
import { createId, Problem, type renderingQueue } from '@invoice-ml/contracts'
import type { Page } from '@invoice-ml/extraction'
import type { Producer } from '@invoice-ml/queue'
import { readSeenPages, unpackPages } from '@invoice-ml/review'
import type { Logger } from '@invoice-ml/runtime'
import type { AnnotatedDocument, Blobs, Jobs, TrainingData } from '@invoice-ml/storage'
import { locateFields } from './locate-fields.ts'
import { addToTrainingCopy, pagesName, writeTrainingCopy } from './training-copy.ts'

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
      const [annotated] = await data.annotated([jobId])
      const isKept = await keep(jobId, annotated, dependencies).catch((error: unknown) => {
        // One document keeps no other from being learned from.
        logger.warn('annotated document not kept yet', { jobId, error })
        return undefined
      })
      if (isKept === undefined) waiting += 1
      else await data.noteCopy(jobId, { isKept, annotationId: annotated?.annotationId })
      if (isKept === false) logger.info('annotated document not kept', { jobId })
    }
    return found.length < batch ? waiting : batch
  }
}

/** Whether the document is kept now; undefined while its pages are still to be drawn. Rejects when it cannot be read now. */
async function keep(
  jobId: string,
  annotated: AnnotatedDocument | undefined,
  dependencies: Dependencies,
): Promise<boolean | undefined> {
  const { jobs, blobs } = dependencies
  const job = await jobs.find(jobId)
  if (!job || !annotated) return false
  const seen = await readSeenPages(job, { jobs, blobs })
  const copied = await copiedPages(jobId, dependencies)
  const places = locateFields(seen, annotated.fields)
  const isCopied = ({ number }: Page) => copied.some((page) => page.number === number)
  const wanted = seen.filter(
    (page) => !isCopied(page) && places.some((place) => place.page === page.number),
  )
  const looked = await Promise.all(
    wanted.slice(0, Math.max(0, mostPages - copied.length)).map(async (page) => ({
      page,
      state: await drawingOf(jobId, page.number, { ...dependencies, canDraw: !job.fileErasedAt }),
    })),
  )
  if (looked.some(({ state }) => state === 'waiting')) return undefined
  const pages = looked.filter(({ state }) => state === 'drawn').map(({ page }) => page)
  if (pages.length === 0) return copied.length > 0
  const pictureOf = (page: number) => blobs.read(blobs.pagePath(jobId, page))
  await blobs.keep(blobs.trainingFolder(jobId), (folder) =>
    copied.length > 0
      ? addToTrainingCopy(folder, { copied, pages, pictureOf })
      : writeTrainingCopy(folder, pages, pictureOf),
  )
  if (await jobs.find(jobId)) return true
  // Deleted meanwhile: nothing of it may stay.
  await blobs.removeTraining(jobId)
  return false
}

/** What an earlier annotation has had copied. */
async function copiedPages(
  jobId: string,
  { blobs, logger }: Pick<Dependencies, 'blobs' | 'logger'>,
): Promise<Page[]> {
  const packed = await blobs.read(join(blobs.trainingFolder(jobId), pagesName))
  if (!packed) return []
  try {
    return await unpackPages(packed)
  } catch (error) {
    logger.warn('training copy made anew', { jobId, error })
    await blobs.removeTraining(jobId)
    return []
  }
}

type Drawing = Pick<Dependencies, 'blobs' | 'renderings'> & { canDraw: boolean }

async function drawingOf(jobId: string, page: number, { blobs, renderings, canDraw }: Drawing) {
  const path = blobs.pagePath(jobId, page)
  if (await blobs.exists(path)) return 'drawn'
  if (!canDraw || (await isRefused(path, blobs))) return 'impossible'
  await renderings.add({ jobId, page, requestId: createId('req') }, { priority: 'batch' })
  return 'waiting'
}

/** Whether a worker could not draw it. What was no fault of the document's may be over the next time it is asked for. */
async function isRefused(path: string, blobs: Blobs): Promise<boolean> {
  const problemPath = `${path}.problem.json`
  const reason = await blobs.read(problemPath)
  if (!reason) return false
  const problem = parseProblem(`${reason}`)
  if (!problem || problem.status >= 500) await blobs.erase(problemPath)
  return problem !== undefined
}

/** Undefined for what a power cut has torn: nobody knows then whether it could be drawn. */
function parseProblem(text: string): Problem | undefined {
  try {
    return Problem.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
