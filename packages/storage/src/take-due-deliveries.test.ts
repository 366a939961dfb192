import { createId } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { afterEach, expect, test } from 'vitest'
import { createJobs } from './jobs.ts'
import { createTakeDue } from './take-due-deliveries.ts'
import { createWebhooks } from './webhooks.ts'

const database = testDatabase()
afterEach(async () => {
  await database.get().pool.query("delete from webhooks where kind = 'endpoint'")
  await database.get().pool.query('delete from webhook_deliveries')
})

/** Jobs that are complete, of which each is told of at a server of its own. */
async function completedFor(hosts: number): Promise<void> {
  const jobs = createJobs(database.get())
  for (let host = 0; host < hosts; host += 1) {
    const callbackUrl = `https://erp-${host}.example.com/hook`
    await jobs.submit(sampleJob({ callbackUrl, cachedReading: sampleReading() }))
  }
}

async function endpoint(): Promise<string> {
  const id = createId('wh')
  await createWebhooks(database.get()).create(
    {
      id,
      url: 'https://erp.example.com/hooks',
      events: ['extraction.completed'],
      description: undefined,
      includeResult: false,
      headers: {},
      ca: undefined,
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    },
    1_000,
  )
  return id
}

async function lanesOf(rows: { id: string }[]): Promise<string[]> {
  const { rows: found } = await database
    .get()
    .pool.query<{ lane: string }>('select lane from webhook_deliveries where id = any($1)', [
      rows.map(({ id }) => id),
    ])
  return found.map(({ lane }) => lane)
}

test('one turn looks at so many servers and the next at those behind them, until all had theirs', async () => {
  await completedFor(7)
  const takeDue = createTakeDue(database.get(), { lanesAtOnce: 3 })

  const turns = [await takeDue(100), await takeDue(100), await takeDue(100)]

  expect(turns.map((rows) => rows.length)).toEqual([3, 3, 1])
  expect(new Set(await lanesOf(turns.flat())).size).toBe(7)
})

test('after the last server comes the first', async () => {
  await completedFor(4)
  const takeDue = createTakeDue(database.get(), { lanesAtOnce: 3 })
  await takeDue(100)
  await takeDue(100)
  await completedFor(1)

  const again = await takeDue(100)

  expect(await lanesOf(again)).toEqual(['callback https://erp-0.example.com'])
})

test('an endpoint has its turn each time, however many servers wait', async () => {
  const id = await endpoint()
  await completedFor(6)
  const takeDue = createTakeDue(database.get(), { lanesAtOnce: 2 })

  const first = await lanesOf(await takeDue(100))

  expect(first.filter((lane) => lane === id)).toHaveLength(4)
  expect(first.filter((lane) => lane !== id)).toHaveLength(2)
})
