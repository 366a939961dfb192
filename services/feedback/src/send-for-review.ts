import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError, type Reading, type renderingQueue } from '@invoice-ml/contracts'
import type { Producer } from '@invoice-ml/queue'
import { findPageImage, readSeenPages } from '@invoice-ml/review'
import type {
  Blobs,
  DueReview,
  Jobs,
  LabelStudioStore,
  ProjectIdentity,
  ReviewRequest,
  ReviewRequests,
  SentPages,
  StoredJob,
} from '@invoice-ml/storage'
import sharp from 'sharp'
import type { LabelStudio } from './label-studio/client.ts'
import { toResult } from './label-studio/mapping.ts'
import type { NewTask, Task } from './label-studio/shapes.ts'
import { areWhole, pageOf } from './page-tasks.ts'

export type SendDependencies = {
  studio: Pick<
    LabelStudio,
    | 'upload'
    | 'uploadAddress'
    | 'uploadsOf'
    | 'deleteUpload'
    | 'importTasks'
    | 'tasksOf'
    | 'deleteTask'
  >
  jobs: Jobs
  blobs: Blobs
  reviews: ReviewRequests
  store: Pick<LabelStudioStore, 'addErasure'>
  renderings: Pick<Producer<(typeof renderingQueue)['payload']>, 'add'>
  /** Aborts when the service stops: what is not sent is sent by the next. */
  stopping: AbortSignal
}

type MadePages = Omit<SentPages, 'project'>
type CompletedJob = StoredJob & { reading: Reading }
type Image = { page: number; jpeg: Buffer<ArrayBuffer>; size: { width: number; height: number } }

const drawingMs = 30_000
const lookEveryMs = 200
// Label Studio may take so long over an import, whatever has become of who asked for it.
const importingMs = 120_000

/** The model of the predictions that were sent; or how long what an earlier attempt has asked for may still be done. */
export type SendOutcome = { model: string } | { waitMs: number }

/**
 * Makes one task for each page of a document, with what was read of it, where a former attempt has not, or somebody has deleted it.
 * The images lie in Label Studio itself: its users need no access to us. Undefined when nothing was sent, and nothing is to be.
 *
 * @throws LabelStudioError, ProblemError when a page cannot be drawn
 */
export async function sendForReview(
  request: DueReview,
  project: ProjectIdentity,
  dependencies: SendDependencies,
): Promise<SendOutcome | undefined> {
  const { studio, jobs, reviews } = dependencies
  const { jobId } = request
  const job = await jobs.find(jobId)
  if (!job?.reading) return undefined
  const completed = { ...job, reading: job.reading }
  // An import whose answer was lost may have been done.
  const before = request.attempts > 1 ? await studio.tasksOf(project.projectId, jobId) : []
  const { importAgeMs = importingMs } = request
  const isThere = areWhole(before)
  if (!isThere && importAgeMs < importingMs) return { waitMs: importingMs - importAgeMs }
  const kept = await keepOneForEachPage(before, studio)
  const made = isThere
    ? { taskIds: [] }
    : await importPages(
        request,
        { projectId: project.projectId, job: completed, kept },
        dependencies,
      )
  if (!made) return undefined
  const taskIds = [...kept.map(({ id }) => id), ...made.taskIds]
  if (await reviews.sent(jobId, { project, ...made, taskIds }))
    return { model: completed.reading.model_version }
  await takeBack(jobId, made, dependencies)
  return undefined
}

/**
 * The request waits no more. Of a job that was erased meanwhile nothing may stay there; where another has sent it meanwhile,
 * nothing but what that other has made or used.
 */
async function takeBack(
  jobId: string,
  { taskIds, uploadIds = [] }: MadePages,
  { studio, jobs, reviews, store }: SendDependencies,
): Promise<void> {
  if (!(await jobs.findVersion(jobId))) return store.addErasure({ jobId, taskIds, uploadIds })
  const used = await reviews.find(jobId)
  for (const id of taskIds) if (!used?.taskIds.includes(id)) await studio.deleteTask(id)
  for (const id of uploadIds) if (!used?.uploadIds.includes(id)) await studio.deleteUpload(id)
}

/** Two imports of one document may both have been done in the end. */
async function keepOneForEachPage(
  tasks: Task[],
  studio: Pick<LabelStudio, 'deleteTask'>,
): Promise<Task[]> {
  const groups = [...Map.groupBy(tasks, ({ data }) => data.page)].map(([, same]) => {
    const touched = same.findIndex(({ annotations = [] }) => annotations.length > 0)
    const [kept] = same.splice(Math.max(0, touched), 1)
    return { kept, doubles: same }
  })
  for (const { doubles } of groups)
    for (const { id, annotations = [] } of doubles)
      if (annotations.length === 0) await studio.deleteTask(id)
  return groups.flatMap(({ kept }) => kept ?? [])
}

/** The tasks of those pages that have none. Undefined when it waits no more. */
async function importPages(
  request: ReviewRequest,
  { projectId, job, kept }: { projectId: number; job: CompletedJob; kept: Task[] },
  dependencies: SendDependencies,
): Promise<MadePages | undefined> {
  const { studio, reviews } = dependencies
  const numbers = await pageNumbers(job, dependencies)
  const images: Image[] = []
  for (const page of numbers) images.push(await imageOf({ job, page }, dependencies))
  const uploads = await upload(request, { projectId, images }, dependencies)
  if (!uploads) return undefined
  const there = new Set(kept.map(pageOf))
  const facts = { job, request, pages: images.length }
  const tasks = images.flatMap(({ page, size }, index) =>
    there.has(page) ? [] : taskOf({ ...facts, page, size, image: uploads[index]?.address ?? '' }),
  )
  const uploadIds = uploads.map(({ id }) => id)
  if (!(await reviews.importing(request.jobId))) {
    await takeBack(request.jobId, { taskIds: [], uploadIds }, dependencies)
    return undefined
  }
  return { taskIds: await studio.importTasks(projectId, tasks), uploadIds }
}

async function pageNumbers(job: CompletedJob, dependencies: SendDependencies): Promise<number[]> {
  const seen = await readSeenPages(job, dependencies)
  const numbers =
    seen.length > 0
      ? seen.map(({ number }) => number)
      : Array.from({ length: job.reading.pages }, (_, index) => index + 1)
  if (numbers.length === 0)
    throw new ProblemError('page-not-found', `${job.id} has no pages to show`)
  return numbers
}

async function imageOf(
  { job, page }: { job: CompletedJob; page: number },
  { blobs, renderings, stopping }: SendDependencies,
): Promise<Image> {
  const jpeg = await findPageImage(
    { job, page, requestId: job.requestId },
    {
      blobs,
      renderings,
      nextLook: () => sleep(lookEveryMs),
      signal: AbortSignal.any([stopping, AbortSignal.timeout(drawingMs)]),
    },
  )
  const { width, height } = await sharp(jpeg).metadata()
  return { page, jpeg, size: { width, height } }
}

/** Number and address of each image, those of a former attempt with them. Undefined when it waits no more. */
async function upload(
  { jobId, uploadIds, isUploading }: ReviewRequest,
  { projectId, images }: { projectId: number; images: Image[] },
  dependencies: SendDependencies,
): Promise<{ id: number; address: string }[] | undefined> {
  const { studio, reviews } = dependencies
  // Who was ended between an upload and the note of it has left an image that nobody knows of.
  const unnoted =
    isUploading && uploadIds.length < images.length
      ? await studio.uploadsOf(projectId, `${jobId}-`)
      : []
  await reviews.uploading(jobId)
  const uploads: { id: number; address: string }[] = []
  for (const [index, { page, jpeg }] of images.entries()) {
    const former =
      uploadIds[index] ?? unnoted.find(({ file }) => file.includes(`${jobId}-${page}.`))?.id
    const there =
      former === undefined ? undefined : await addressOfPage(former, { jobId, page }, studio)
    const id =
      former !== undefined && there
        ? former
        : await studio.upload(projectId, `${jobId}-${page}.jpg`, jpeg)
    const ids = [...uploads.map((upload) => upload.id), id]
    if (!(await reviews.uploaded(jobId, [...ids, ...uploadIds.slice(ids.length)]))) {
      await takeBack(jobId, { taskIds: [], uploadIds: ids }, dependencies)
      return undefined
    }
    const address = there ?? (await studio.uploadAddress(id))
    if (!address) throw new ProblemError('service-unavailable', 'An upload has vanished')
    uploads.push({ id, address })
  }
  return uploads
}

/** The address of an image if it is of this page: its number may be another's in another Label Studio. */
async function addressOfPage(
  id: number,
  { jobId, page }: { jobId: string; page: number },
  studio: Pick<LabelStudio, 'uploadAddress'>,
): Promise<string | undefined> {
  const address = await studio.uploadAddress(id)
  return address?.includes(`${jobId}-${page}.`) ? address : undefined
}

type Facts = {
  job: CompletedJob
  request: ReviewRequest
  page: number
  pages: number
  size: Image['size']
  image: string
}

function taskOf({ job, request, page, pages, size, image }: Facts): NewTask {
  const { fields, model_version, overall_confidence } = job.reading
  return {
    data: { image, job_id: job.id, page, pages, reason: request.reason },
    meta: { source: 'feedback' },
    predictions: [
      { model_version, score: overall_confidence, result: toResult(fields, page, size) },
    ],
  }
}
