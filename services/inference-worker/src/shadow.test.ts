import { createLogger } from '@invoice-ml/runtime'
import { createJobs } from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { addShadow, withShadow } from './shadow.ts'

const database = testDatabase()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })

async function readJustNow(): Promise<string> {
  const job = sampleJob()
  const jobs = createJobs(database.get())
  await jobs.submit(job)
  await jobs.claim({ id: job.id, token: 't' }, 60_000)
  await jobs.complete({ id: job.id, token: 't' }, { reading: sampleReading(), cached: false })
  return job.id
}

async function answeredByTheCache(): Promise<string> {
  const job = sampleJob({ cachedReading: sampleReading() })
  await createJobs(database.get()).submit(job)
  return job.id
}

/** A queue of trials where so many wait, and a training that watches `challenger`. */
function shadowsOf(challenger: string | undefined, waiting = 0) {
  const added: unknown[] = []
  const firstLook = Promise.withResolvers<void>()
  let looks = 0
  return {
    added,
    looks: () => looks,
    firstLook: firstLook.promise,
    jobs: createJobs(database.get()),
    trials: {
      findChallenger: async () => {
        looks += 1
        firstLook.resolve()
        return challenger
      },
    },
    queue: {
      add: async (payload: unknown) => {
        added.push(payload)
      },
      countWaiting: async () => waiting,
    },
  }
}

test('a document that was read is read by the model under watch as well', async () => {
  const jobId = await readJustNow()
  const shadows = shadowsOf('m2')

  await addShadow(jobId, shadows)

  expect(shadows.added).toEqual([{ modelVersion: 'm2', jobId, purpose: 'shadow' }])
})

test.each([
  ['no model is watched', readJustNow, undefined, 0],
  ['it is the one that reads', readJustNow, 'model_1', 0],
  ['too many wait already', readJustNow, 'm2', 100],
  ['the cache answered', answeredByTheCache, 'm2', 0],
])('nothing is added when %s', async (_what, submit, challenger, waiting) => {
  const shadows = shadowsOf(challenger, waiting)

  await addShadow(await submit(), shadows)

  expect(shadows.added).toEqual([])
})

test('only the share of the settings is looked at, after the document is done', async () => {
  const jobId = await readJustNow()
  const done: string[] = []
  const shadows = shadowsOf(undefined)
  const handle = (share: number) =>
    withShadow(
      async () => {
        done.push(`${share} after ${shadows.looks()} looks`)
      },
      { ...shadows, share, random: () => 0.3, logger },
    )
  const context = {
    signal: new AbortController().signal,
    logger,
    attempt: 1,
    isLastAttempt: false,
  }

  for (const share of [0, 0.2, 0.5]) await handle(share)({ jobId, requestId: 'req_1' }, context)
  await shadows.firstLook

  expect(done).toEqual(['0 after 0 looks', '0.2 after 0 looks', '0.5 after 0 looks'])
  expect(shadows.looks()).toBe(1)
})
