import { createId } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { afterEach, expect, test } from 'vitest'
import { createDeliveries } from './deliveries.ts'
import { createJobs } from './jobs.ts'
import { createTakeDue } from './take-due-deliveries.ts'
import { createWebhooks } from './webhooks.ts'

const database = testDatabase()
afterEach(async () => {
  await database.get().pool.query("delete from webhooks where kind = 'endpoint'")
  await database.get().pool.query('delete from webhook_deliveries')
  await database.get().pool.query('delete from failing_callback_lanes')
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

const attempt = { at: '2026-01-15T10:30:00.000Z', duration_ms: 15_000 }
const failed = { status: 'pending', retryAfterMs: 60_000, attempt } as const
const delivered = { status: 'delivered', attempt: { ...attempt, status: 200 } } as const

/** Sends these, with this outcome. */
async function sent(
  rows: { id: string }[],
  outcome: typeof failed | typeof delivered,
): Promise<void> {
  const deliveries = createDeliveries(database.get())
  for (const { id } of rows) {
    const delivery = await deliveries.claim(id, 60_000)
    if (!delivery) throw new Error(`${id} could not be claimed`)
    await deliveries.record(delivery, outcome, { disableAfterHours: 120 })
  }
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

test('servers that do not answer leave room for one that does, however long they are waited for', async () => {
  for (let backlog = 0; backlog < 3; backlog += 1) await completedFor(16)
  const takeDue = createTakeDue(database.get())
  await sent(await takeDue(100), failed)
  const retried = await takeDue(100)
  await createJobs(database.get()).submit(
    sampleJob({ callbackUrl: 'https://quick.example/', cachedReading: sampleReading() }),
  )

  const next = await lanesOf(await takeDue(100))

  expect(retried).toHaveLength(8)
  expect(next).toEqual(['callback https://quick.example'])
})

test('of servers with much to send each has a first delivery before any has a second', async () => {
  for (let backlog = 0; backlog < 5; backlog += 1) await completedFor(4)
  await completedFor(8)

  const lanes = await lanesOf(await createTakeDue(database.get())(100))

  expect(new Set(lanes).size).toBe(8)
})

test('a server that fails is sent one at a time, until it answers', async () => {
  for (let backlog = 0; backlog < 8; backlog += 1) await completedFor(1)
  const takeDue = createTakeDue(database.get())

  await sent(await takeDue(100), failed)
  const failing = await takeDue(100)
  await sent(failing, delivered)
  const answering = await takeDue(100)

  expect([failing.length, answering.length]).toEqual([1, 3])
})

test('that a server has failed is forgotten when nothing waits for it', async () => {
  await completedFor(1)
  const takeDue = createTakeDue(database.get())
  await sent(await takeDue(100), failed)
  const { pool } = database.get()
  await pool.query('delete from webhook_deliveries')

  await createDeliveries(database.get()).prune(30)

  const { rows } = await pool.query('select from failing_callback_lanes')
  expect(rows).toHaveLength(0)
})
