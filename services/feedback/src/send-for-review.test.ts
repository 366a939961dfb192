import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import {
  createBlobs,
  createJobs,
  createLabelStudioStore,
  createReviewRequests,
  type DueReview,
} from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { LabelStudioError } from './label-studio/error.ts'
import type { Task } from './label-studio/shapes.ts'
import { type SendDependencies, sendForReview } from './send-for-review.ts'

const database = testDatabase()
const dir = testFolder()
const blobs = createBlobs(join(dir, 'blobs'))
const project = { projectId: 1, createdAt: new Date('2026-01-01T00:00:00Z') }

beforeEach(async () => {
  await database.get().pool.query('delete from jobs')
  await database.get().pool.query('delete from label_studio_erasures')
})

const reviews = () => createReviewRequests(database.get())
const jobs = () => createJobs(database.get())
const store = () => createLabelStudioStore(database.get())

/** A document that a person is to see. */
async function doubtful(pages = 1): Promise<string> {
  const { id } = sampleJob()
  await jobs().submit(sampleJob({ id }))
  await jobs().claim({ id, token: 't' }, 60_000)
  const reading = sampleReading({ needs_review: true, pages })
  await jobs().complete({ id, token: 't' }, { reading, cached: false })
  const blank = sharp({ create: { width: 62, height: 88, channels: 3, background: 'white' } })
  for (let page = 1; page <= pages; page += 1) {
    const path = blobs.pagePath(id, page)
    await mkdir(dirname(path), { recursive: true })
    await blank.jpeg().toFile(path)
  }
  return id
}

/** Takes the request whose lease has just ended. */
async function take(): Promise<DueReview> {
  const [request] = await reviews().takeDue({ limit: 1, leaseMs: 0, askedOnly: false })
  if (!request) throw new Error('It is due')
  return request
}

/** As if an import that was begun was begun long ago. */
async function longAfter(): Promise<void> {
  const past = "update review_requests set import_begun_at = import_begun_at - interval '3 minutes'"
  await database.get().pool.query(past)
}

/** A Label Studio in memory; `meanwhile` is done once, before what a sender asks first is there. */
function labelStudio(meanwhile: { upload?: () => Promise<void>; import?: () => Promise<void> }) {
  const tasks = new Map<number, Task>()
  const uploads = new Map<number, string>()
  let last = 0
  const next = () => {
    last += 1
    return last
  }
  const once = async (what: 'upload' | 'import') => {
    const work = meanwhile[what]
    delete meanwhile[what]
    await work?.()
  }
  const studio: SendDependencies['studio'] = {
    upload: async (_project, name) => {
      const id = next()
      await once('upload')
      uploads.set(id, `/data/upload/1/0123abcd-${name}`)
      return id
    },
    uploadAddress: async (id) => uploads.get(id),
    uploadsOf: async (_project, name) =>
      [...uploads]
        .map(([id, address]) => ({ id, file: address.replace('/data/', '') }))
        .filter(({ file }) => file.includes(name)),
    deleteUpload: async (id) => void uploads.delete(id),
    importTasks: async (_project, imported) => {
      await once('import')
      return imported.map(({ data }) => {
        const id = next()
        tasks.set(id, { id, data, updated_at: new Date().toISOString() })
        return id
      })
    },
    tasksOf: async (_project, jobId) =>
      [...tasks.values()].filter(({ data }) => data.job_id === jobId),
    deleteTask: async (id) => void tasks.delete(id),
  }
  const send = (request: DueReview) =>
    sendForReview(request, project, {
      studio,
      jobs: jobs(),
      blobs,
      reviews: reviews(),
      store: store(),
      renderings: { add: () => Promise.reject(new Error('Its page is drawn')) },
      stopping: new AbortController().signal,
    })
  return { tasks, uploads, send }
}

test.each(['upload', 'import'] as const)(
  'who finds after its %s that another has sent the document takes back its own, and nothing else',
  async (what) => {
    const id = await doubtful()
    const slow = await take()
    const other = async () => {
      await longAfter()
      await send(await take())
    }
    const { tasks, uploads, send } = labelStudio({ [what]: other })

    const outcome = await send(slow)

    const request = await reviews().find(id)
    expect(outcome).toBeUndefined()
    expect(request?.status).toBe('sent')
    expect([...tasks.keys()]).toEqual(request?.taskIds)
    expect([...uploads.keys()]).toEqual(request?.uploadIds)
    expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toEqual([])
  },
)

test('what was made of a document that is erased meanwhile is left to be erased', async () => {
  const id = await doubtful()
  const request = await take()
  const { tasks, uploads, send } = labelStudio({
    import: () =>
      jobs()
        .remove(id)
        .then(() => {}),
  })

  const outcome = await send(request)

  expect(outcome).toBeUndefined()
  const [erasure] = await store().takeErasures({ limit: 10, leaseMs: 0 })
  expect(erasure?.taskIds).toEqual([...tasks.keys()])
  expect(new Set(erasure?.uploadIds)).toEqual(new Set(uploads.keys()))
})

test('an image that has the number of ours by now, and is of another document, is not shown', async () => {
  const id = await doubtful()
  const { tasks, uploads, send } = labelStudio({})
  const others = '/data/upload/1/0123abcd-job_01kb4c9t3q8v6m2x7r5n0w1ydz-1.jpg'
  uploads.set(5, others)
  await take()
  await reviews().uploaded(id, [5])

  await send(await take())

  const [task] = tasks.values()
  expect(task?.data.image).toMatch(`${id}-1.jpg`)
  expect(uploads.get(5)).toBe(others)
})

test('of a document of which a page was deleted there, that page is sent again', async () => {
  const id = await doubtful(2)
  const { tasks, uploads, send } = labelStudio({})
  await send(await take())
  const [first = 0, second = 0] = tasks.keys()
  const images = [...uploads.keys()]
  tasks.delete(second)
  const sentBefore = new Date(Date.now() + 60_000)
  await reviews().noteGone(project, { sentBefore, there: [] })
  await reviews().ask(id)

  await send(await take())

  const [kept, sent] = [...tasks.values()]
  expect(tasks.size).toBe(2)
  expect(kept).toMatchObject({ id: first, data: { page: 1, pages: 2 } })
  expect(sent?.data).toMatchObject({ page: 2, pages: 2 })
  expect([...uploads.keys()]).toEqual(images)
  expect((await reviews().find(id))?.taskIds).toEqual([first, sent?.id])
})

test('who finds that the request has failed meanwhile takes back no task that was there before', async () => {
  const id = await doubtful(2)
  const meanwhile: Parameters<typeof labelStudio>[0] = {}
  const { tasks, send } = labelStudio(meanwhile)
  await send(await take())
  const [first = 0, second = 0] = tasks.keys()
  tasks.delete(second)
  const sentBefore = new Date(Date.now() + 60_000)
  await reviews().noteGone(project, { sentBefore, there: [] })
  await reviews().ask(id)
  meanwhile.import = () =>
    reviews().fail(id, new ProblemError('page-not-found', 'gone').toProblem())

  await send(await take())

  expect([...tasks.keys()]).toEqual([first])
})

test('an import that may still be done is not asked for again', async () => {
  const id = await doubtful()
  const { tasks, send } = labelStudio({
    import: () => Promise.reject(new LabelStudioError('away', 'no answer')),
  })
  await expect(send(await take())).rejects.toThrow('no answer')

  const outcome = await send(await take())
  const early = tasks.size
  await longAfter()
  await send(await take())

  expect(outcome).toEqual({ waitMs: expect.closeTo(120_000, -5) })
  expect(early).toBe(0)
  expect(await reviews().find(id)).toMatchObject({ status: 'sent', taskIds: [...tasks.keys()] })
})

test('an image of which it was not noted that it is there is used by the next attempt', async () => {
  const id = await doubtful()
  const { uploads, send } = labelStudio({})
  uploads.set(5, `/data/upload/1/0123abcd-${id}-1.jpg`)
  await take()
  await reviews().uploading(id)

  await send(await take())

  expect([...uploads.keys()]).toEqual([5])
  expect(await reviews().find(id)).toMatchObject({ status: 'sent', uploadIds: [5] })
})
