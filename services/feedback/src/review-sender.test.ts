import { join } from 'node:path'
import { type ProblemCode, ProblemError } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import {
  createBlobs,
  createJobs,
  createLabelStudioStore,
  createReviewRequests,
} from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test, vi } from 'vitest'
import { createLabelStudio } from './label-studio/client.ts'
import { createReviewSender } from './review-sender.ts'
import { createSession } from './session.ts'

const database = testDatabase()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const project = { projectId: 1, createdAt: new Date('2026-01-01T00:00:00Z') }
// One attempt less than are made.
const attemptsBefore = 5
const formerProblem = new ProblemError('label-studio-refused', 'It was refused').toProblem()

beforeEach(async () => {
  await database.get().pool.query('delete from jobs')
})

/** A sender whose workers leave such a problem where the image of a page is looked for. */
function setup(code: ProblemCode) {
  const jobs = createJobs(database.get())
  const reviews = createReviewRequests(database.get())
  const blobs = createBlobs(join(dir, 'blobs'))
  const problem = new ProblemError(code, 'Its pages could not be drawn').toProblem()
  const stopping = new AbortController().signal
  const ready = { ...project, reached: undefined, webhookSecret: '', shownModel: '' }
  const sender = createReviewSender({
    studio: createLabelStudio({ url: 'http://label-studio.test', token: 'never asked', stopping }),
    session: createSession({ prepare: async () => ready, onAway: () => {}, onBack: () => {} }),
    store: createLabelStudioStore(database.get()),
    jobs,
    blobs,
    reviews,
    renderings: {
      add: ({ jobId, page }) =>
        blobs.write(`${blobs.pagePath(jobId, page)}.problem.json`, JSON.stringify(problem)),
    },
    askedOnly: true,
    servingModel: async () => undefined,
    stopping,
    logger,
    metrics: createMetrics('test'),
  })

  /** A document that was tried but once as often as it is tried. */
  async function almostGivenUp(): Promise<string> {
    const job = sampleJob({ cachedReading: sampleReading() })
    await jobs.submit(job)
    await reviews.ask(job.id)
    for (let count = 0; count < attemptsBefore; count += 1)
      await reviews.postpone(job.id, { delayMs: 0, refused: true, problem: formerProblem })
    return job.id
  }
  return { sender, reviews, almostGivenUp }
}

test('a page that cannot be drawn fails the request in the end, with the reason', async () => {
  const { sender, reviews, almostGivenUp } = setup('internal-error')
  const jobId = await almostGivenUp()

  sender.start()
  await vi.waitUntil(async () => (await reviews.find(jobId))?.status === 'failed', 30_000)
  await sender.stop()

  expect((await reviews.find(jobId))?.problem?.code).toBe('internal-error')
})

test('a page that cannot be drawn now is waited for', async () => {
  const { sender, reviews, almostGivenUp } = setup('service-unavailable')
  const jobId = await almostGivenUp()

  sender.start()
  await vi.waitUntil(
    async () => (await reviews.find(jobId))?.problem?.code === 'service-unavailable',
    30_000,
  )
  await sender.stop()

  expect(await reviews.find(jobId)).toMatchObject({ status: 'pending', refusals: attemptsBefore })
})
