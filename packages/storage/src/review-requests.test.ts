import { ProblemError } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { afterEach, expect, test } from 'vitest'
import { createAnnotations } from './annotations.ts'
import { createJobs } from './jobs.ts'
import { createLabelStudioStore } from './label-studio.ts'
import { createReviewRequests } from './review-requests.ts'

const database = testDatabase()
const reviews = () => createReviewRequests(database.get())
const store = () => createLabelStudioStore(database.get())
const jobs = () => createJobs(database.get())
const doubtful = sampleReading({ needs_review: true })
const project = { projectId: 1, createdAt: new Date('2026-01-01T00:00:00Z') }
const problem = new ProblemError('service-unavailable', 'away').toProblem()

afterEach(async () => {
  await reviews().setPolicy({ autoSend: true, auditShare: 0 })
  await database.get().pool.query('delete from jobs')
  await database.get().pool.query('delete from label_studio_erasures')
})

/** A job as a worker completes it. */
async function completed(reading = doubtful): Promise<string> {
  const job = sampleJob()
  await jobs().submit(job)
  const claim = { id: job.id, token: 'worker' }
  await jobs().claim(claim, 60_000)
  await jobs().complete(claim, { reading, cached: false })
  return job.id
}

/** Somebody says something of a document in Label Studio. */
const say = (jobId: string) =>
  createAnnotations(database.get()).add({
    jobId,
    origin: 'label_studio',
    sourceId: 'document',
    state: 'finished',
    fields: [],
  })

const take = (own: Partial<Parameters<ReturnType<typeof reviews>['takeDue']>[0]> = {}) =>
  reviews().takeDue({ limit: 10, leaseMs: 60_000, askedOnly: false, ...own })

test('an uncertain result is to be seen as soon as it is there, a cached one as well', async () => {
  const id = await completed()
  const cached = sampleJob({ cachedReading: doubtful })
  await jobs().submit(cached)

  const due = await take()

  expect(due.map(({ jobId }) => jobId).toSorted()).toEqual([id, cached.id].toSorted())
  expect(due).toMatchObject([{ reason: 'low_confidence' }, { reason: 'low_confidence' }])
  expect(due[0]?.requestId).toBe(cached.requestId)
})

test('an invoice in XML, which has no pages, is not sent to be looked at', async () => {
  const id = await completed(sampleReading({ needs_review: true, pages: 0 }))

  expect(await reviews().find(id)).toBeUndefined()
})

test('of the others a share is seen as an audit', async () => {
  await reviews().setPolicy({ autoSend: true, auditShare: 1 })
  const id = await completed(sampleReading())
  await reviews().setPolicy({ autoSend: true, auditShare: 0 })
  const other = await completed(sampleReading())

  expect(await reviews().find(id)).toMatchObject({ reason: 'audit', status: 'pending' })
  expect(await reviews().find(other)).toBeUndefined()
})

test('while nothing is sent by itself, only what is asked for is', async () => {
  await reviews().setPolicy({ autoSend: false, auditShare: 1 })
  const id = await completed()
  const earlier = await completed()

  await reviews().ask(earlier)

  expect(await reviews().find(id)).toBeUndefined()
  expect(await take({ askedOnly: true })).toMatchObject([{ jobId: earlier, reason: 'asked' }])
})

test('what one has taken nobody else gets until the lease ends', async () => {
  await completed()

  const [first, second] = await Promise.all([take(), take()])
  const afterwards = await take({ leaseMs: 0 })

  expect([first, second].map(({ length }) => length).toSorted()).toEqual([0, 1])
  expect(afterwards).toEqual([])
})

test('a lease that has ended gives it to the next, who knows that it was begun', async () => {
  const id = await completed()
  await take({ leaseMs: 0 })

  expect(await take()).toMatchObject([{ jobId: id, attempts: 2 }])
})

test('being away does not count as a refusal', async () => {
  const id = await completed()

  await reviews().postpone(id, { delayMs: 0, refused: false, problem })
  await reviews().postpone(id, { delayMs: 0, refused: true, problem })

  expect(await take()).toMatchObject([{ jobId: id, refusals: 1 }])
})

test('what has failed is tried again when somebody asks, what was sent is not', async () => {
  const [failed, sent] = [await completed(), await completed()]
  await reviews().fail(failed, problem)
  await reviews().sent(sent, { project, taskIds: [17] })

  await Promise.all([failed, sent].map((id) => reviews().ask(id)))

  expect(await take()).toMatchObject([{ jobId: failed, reason: 'asked' }])
  expect(await reviews().find(sent)).toMatchObject({ status: 'sent', taskIds: [17] })
})

test('what was sent to a project that is gone is sent to the next; where something was said of it, when somebody asks', async () => {
  const [unseen, seen, elsewhere] = [await completed(), await completed(), await completed()]
  const next = { projectId: 1, createdAt: new Date('2026-02-02T00:00:00Z') }
  await take({ leaseMs: 0 })
  for (const id of [unseen, seen]) await reviews().sent(id, { project, taskIds: [17] })
  await reviews().sent(elsewhere, { project: next, taskIds: [18] })
  await say(seen)

  const count = await reviews().sendAgain(next)

  expect(count).toBe(1)
  expect(await take()).toMatchObject([{ jobId: unseen, taskIds: [], uploadIds: [], attempts: 2 }])

  await reviews().ask(seen)
  expect(await take()).toMatchObject([{ jobId: seen, reason: 'asked', taskIds: [] }])
})

test('where something was said of it, its images are erased from a project that is returned to', async () => {
  const [id, next] = [await completed(), { projectId: 2, createdAt: project.createdAt }]
  await take()
  await reviews().uploaded(id, [3, 4])
  await reviews().sent(id, { project, taskIds: [17] })
  await say(id)

  for (const known of [next, project]) await reviews().sendAgain(known)
  await jobs().remove(id)

  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toMatchObject([
    { jobId: id, uploadIds: [3, 4] },
  ])
})

test('of tasks that are there again there are images that nobody has noted', async () => {
  const [id, next] = [await completed(), { projectId: 2, createdAt: project.createdAt }]
  await take({ leaseMs: 0 })
  await reviews().uploaded(id, [3, 4])
  await reviews().sent(id, { project, taskIds: [17] })

  for (const known of [next, project]) {
    await reviews().sendAgain(known)
    await reviews().sent(id, { project: known, taskIds: [17] })
  }
  await jobs().remove(id)

  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toMatchObject([
    { jobId: id, withUnnoted: true },
  ])
})

test('what has no task any more is sent again when somebody asks', async () => {
  const [gone, there, fresh] = [await completed(), await completed(), await completed()]
  await take({ leaseMs: 0 })
  for (const id of [gone, there, fresh]) await reviews().sent(id, { project, taskIds: [17] })
  const later = "update review_requests set sent_at = now() + interval '1 hour' where job_id = $1"
  await database.get().pool.query(later, [fresh])
  const sentBefore = new Date(Date.now() + 60_000)

  await reviews().noteGone(project, { sentBefore, there: [there] })
  for (const id of [gone, there, fresh]) await reviews().ask(id)

  expect(await take()).toMatchObject([{ jobId: gone, reason: 'asked', attempts: 2 }])
})

test('of what was not sent to the end there may be images that nobody has noted', async () => {
  const [unsent, sent] = [await completed(), await completed()]
  await take({ leaseMs: 0 })
  for (const id of [unsent, sent]) await reviews().uploading(id)
  await reviews().sent(sent, { project, taskIds: [17], uploadIds: [3] })

  for (const id of [unsent, sent]) await jobs().remove(id)

  const erasures = await store().takeErasures({ limit: 10, leaseMs: 0 })
  const withUnnoted = erasures.filter((erasure) => erasure.withUnnoted).map(({ jobId }) => jobId)
  expect(erasures).toHaveLength(2)
  expect(withUnnoted).toEqual([unsent])
})

test('what was sent of a job that is erased is left to be erased there', async () => {
  const id = await completed()
  await take()
  await reviews().uploaded(id, [3, 4])
  await reviews().sent(id, { project, taskIds: [17, 18] })

  await jobs().remove(id)

  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toMatchObject([
    { jobId: id, taskIds: [17, 18], uploadIds: [3, 4] },
  ])
})

test('what is being sent while its job is erased is erased there after that', async () => {
  const id = await completed()
  await take({ leaseMs: 60_000 })

  await jobs().remove(id)
  const atOnce = await store().takeErasures({ limit: 10, leaseMs: 0 })
  const isSent = await reviews().sent(id, { project, taskIds: [17] })
  await store().addErasure({ jobId: id, taskIds: [17], uploadIds: [] })

  expect(atOnce).toEqual([])
  expect(isSent).toBe(false)
  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toMatchObject([
    { jobId: id, taskIds: [17] },
  ])
})

test('what Label Studio was asked for just now is erased there once it has had time to do it', async () => {
  const id = await completed()
  await take({ leaseMs: 0 })
  await reviews().importing(id)

  await jobs().remove(id)

  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toEqual([])
  const { rows } = await database
    .get()
    .pool.query('select next_attempt_at > now() as is_later from label_studio_erasures')
  expect(rows).toEqual([{ is_later: true }])
})

test('what is added to an erasure while it is done is still to be erased', async () => {
  const erasure = { jobId: 'job_gone', taskIds: [17], uploadIds: [3] }
  await store().addErasure(erasure)
  const [taken] = await store().takeErasures({ limit: 10, leaseMs: 60_000 })
  await store().addErasure({ ...erasure, taskIds: [18] })

  if (taken) await store().erased(taken)

  const [again] = await store().takeErasures({ limit: 10, leaseMs: 0 })
  expect(again?.taskIds).toEqual([17, 18])
  if (again) await store().erased(again)
  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toEqual([])
})

test('a job that was never on its way leaves nothing to erase', async () => {
  await jobs().remove(await completed())

  expect(await store().takeErasures({ limit: 10, leaseMs: 0 })).toEqual([])
})
