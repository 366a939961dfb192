import { createId, ProblemError, type WebhookEventType } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCorrections } from './corrections.ts'
import { type AttemptOutcome, createDeliveries, type Deliveries } from './deliveries.ts'
import { createJobs, type Jobs } from './jobs.ts'
import type { NewJob } from './submit-job.ts'
import { createWebhooks, type StoredWebhook, type Webhooks } from './webhooks.ts'

const leaseMs = 60_000
const lapsedMs = -1
const database = testDatabase()
const corrupt = new ProblemError('file-corrupt', 'Its end is missing').toProblem()
const circuit = { disableAfterHours: 120 }

let jobs: Jobs
let webhooks: Webhooks
let deliveries: Deliveries
beforeEach(() => {
  jobs = createJobs(database.get())
  webhooks = createWebhooks(database.get())
  deliveries = createDeliveries(database.get())
})
afterEach(async () => {
  await database.get().pool.query("delete from webhooks where kind = 'endpoint'")
  await database.get().pool.query('delete from webhook_deliveries')
  await database.get().pool.query('delete from failing_callback_lanes')
})

async function endpoint(events: WebhookEventType[]): Promise<StoredWebhook> {
  const webhook = await webhooks.create(
    {
      id: createId('wh'),
      url: 'https://erp.example.com/hooks',
      events,
      description: undefined,
      includeResult: false,
      headers: {},
      ca: undefined,
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    },
    1_000,
  )
  if (!webhook) throw new Error('There is room for it')
  return webhook
}

async function submitted(own?: Partial<NewJob>): Promise<NewJob> {
  const job = sampleJob(own)
  await jobs.submit(job)
  return job
}

async function complete(id: string, reading = sampleReading()): Promise<void> {
  await jobs.claim({ id, token: 't' }, leaseMs)
  await jobs.complete({ id, token: 't' }, { reading, cached: false })
}

async function completedJobs(count: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await jobs.submit(sampleJob({ cachedReading: sampleReading() }))
}

async function eventsOf({ id }: { id: string }): Promise<string[]> {
  const list = await deliveries.list(id, { limit: 100 })
  return list.toReversed().map(({ event }) => event)
}

async function ready(count = 100): Promise<string[]> {
  return (await deliveries.takeDue(count)).map(({ id }) => id)
}

async function claimed() {
  const [id = ''] = await ready(1)
  const delivery = await deliveries.claim(id, leaseMs)
  if (!delivery) throw new Error(`${id} could not be claimed`)
  return delivery
}

const attempt = { at: '2026-01-15T10:30:00.000Z', duration_ms: 12, status: 500 }
const later: AttemptOutcome = { status: 'pending', retryAfterMs: 60_000, attempt }
const over: AttemptOutcome = { status: 'failed', attempt }
const delivered: AttemptOutcome = { status: 'delivered', attempt: { ...attempt, status: 200 } }

test('a completed job leaves a delivery for who asked for it, and for nobody else', async () => {
  const wanted = await endpoint(['extraction.completed'])
  const other = await endpoint(['extraction.failed'])
  const { id } = await submitted({ externalId: 'ERP-42' })

  await complete(id)

  const [delivery] = await deliveries.list(wanted.id, { limit: 10 })
  expect(delivery).toMatchObject({
    jobId: id,
    status: 'pending',
    facts: { job_id: id, external_id: 'ERP-42', status: 'completed', needs_review: false },
  })
  expect(await eventsOf(other)).toEqual([])
})

test('what a person should look at is completed first, and then for review', async () => {
  const all = await endpoint(['extraction.needs_review', 'extraction.completed'])
  const { id } = await submitted()

  await complete(id, sampleReading({ needs_review: true }))

  expect(await eventsOf(all)).toEqual(['extraction.completed', 'extraction.needs_review'])
})

test('equal uploads that are completed together each have their own event', async () => {
  const webhook = await endpoint(['extraction.completed'])
  const first = await submitted()
  const second = await submitted({ sha256: first.sha256, md5: first.md5 })

  await complete(first.id)

  const list = await deliveries.list(webhook.id, { limit: 10 })
  expect(list.map(({ jobId }) => jobId).toSorted()).toEqual([first.id, second.id].toSorted())
})

test('an upload that the cache answers has its event at once', async () => {
  const webhook = await endpoint(['extraction.completed'])

  await submitted({ cachedReading: sampleReading() })

  expect(await eventsOf(webhook)).toEqual(['extraction.completed'])
})

test('a failed job says why', async () => {
  const webhook = await endpoint(['extraction.failed'])
  const { id } = await submitted()
  await jobs.claim({ id, token: 't' }, leaseMs)

  await jobs.fail({ id, token: 't' }, corrupt)

  const [delivery] = await deliveries.list(webhook.id, { limit: 10 })
  expect(delivery?.facts).toEqual({
    job_id: id,
    status: 'failed',
    problem: { code: 'file-corrupt', title: 'The file is damaged' },
  })
})

test('a correction has its event, and one that came too late has none', async () => {
  const webhook = await endpoint(['extraction.corrected'])
  const { id } = await submitted({ cachedReading: sampleReading({ needs_review: true }) })
  const corrections = createCorrections(database.get())
  const version = (await jobs.findVersion(id))?.version ?? 0
  const correction = {
    jobId: id,
    version,
    corrections: { fields: [] },
    amended: sampleReading(),
    lesson: undefined,
    requestId: 'req_1',
  }

  await corrections.save(correction)
  await corrections.save(correction)

  const list = await deliveries.list(webhook.id, { limit: 10 })
  expect(list).toMatchObject([{ event: 'extraction.corrected', facts: { needs_review: false } }])
})

test('what is rolled back leaves no delivery', async () => {
  const webhook = await endpoint(['extraction.completed'])
  const { query } = database.get()

  const broken = query.transaction().execute(async (transaction) => {
    await jobs.submit(sampleJob())
    await transaction.updateTable('jobs').set({ status: 'completed' }).execute()
    throw new Error('no')
  })

  await expect(broken).rejects.toThrow('no')
  expect(await eventsOf(webhook)).toEqual([])
})

test('a callback is for the job that asked for it', async () => {
  const { id } = await submitted({
    callbackUrl: 'https://erp.example.com/jobs/42',
    cachedReading: sampleReading({ needs_review: true }),
  })
  await submitted({ cachedReading: sampleReading() })

  const [callbacks] = (await webhooks.list()).filter(({ kind }) => kind === 'callback')
  const list = await deliveries.list(callbacks?.id ?? '', { limit: 10 })

  expect(list).toMatchObject([
    { jobId: id, url: 'https://erp.example.com/jobs/42', event: 'extraction.completed' },
  ])
})

test('a stopped endpoint is told of nothing new, and gets what waited when it is started', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)

  await webhooks.change(webhook.id, { enabled: false })
  await completedJobs(1)
  const whileStopped = await ready()
  await webhooks.change(webhook.id, { enabled: true })

  expect(whileStopped).toEqual([])
  expect(await ready()).toHaveLength(1)
})

test('an erased job takes its deliveries with it', async () => {
  const webhook = await endpoint(['extraction.completed'])
  const { id } = await submitted({ cachedReading: sampleReading() })

  await jobs.remove(id)

  expect(await eventsOf(webhook)).toEqual([])
})

test('one endpoint with much to send leaves room for the others', async () => {
  const busy = await endpoint(['extraction.completed'])
  await completedJobs(20)
  const quiet = await endpoint(['extraction.completed'])
  await completedJobs(1)

  const ids = await ready()

  const givenTo = (await Promise.all(ids.map(deliveries.find))).map((one) => one?.webhookId)
  expect(givenTo.filter((id) => id === busy.id)).toHaveLength(4)
  expect(givenTo.filter((id) => id === quiet.id)).toHaveLength(1)
})

test('many gateways that look at once give out no more than one would', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(20)

  const turns = await Promise.all(Array.from({ length: 8 }, () => ready()))

  expect(turns.flat()).toHaveLength(4)
  expect(new Set(turns.flat()).size).toBe(4)
})

test('an endpoint that fails is asked by one delivery at a time', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(20)
  const first = await claimed()
  await deliveries.record(first, later, circuit)

  expect(await ready()).toHaveLength(1)
})

test('callbacks to many places leave room for the endpoints', async () => {
  for (let index = 0; index < 20; index++)
    await jobs.submit(
      sampleJob({
        callbackUrl: `https://host${index}.example/a`,
        cachedReading: sampleReading(),
      }),
    )
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)

  const ids = await ready()

  const given = await Promise.all(ids.map(deliveries.find))
  expect(given.filter((one) => one?.url !== undefined)).toHaveLength(16)
  expect(given.filter((one) => one?.webhookId === webhook.id)).toHaveLength(1)
})

test('of many that take a delivery at once, one sends it', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(1)
  const [id = ''] = await ready()

  const claims = await Promise.all(Array.from({ length: 8 }, () => deliveries.claim(id, leaseMs)))

  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
})

test('a delivery whose sender is gone is sent by another, who alone may record it', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)
  const [id = ''] = await ready()
  const gone = await deliveries.claim(id, lapsedMs)
  const other = await deliveries.claim(id, leaseMs)
  if (!gone || !other) throw new Error('Both have claimed it')

  await deliveries.record(gone, over, circuit)
  await deliveries.record(other, delivered, circuit)

  const [delivery] = await deliveries.list(webhook.id, { limit: 1 })
  expect(delivery).toMatchObject({ status: 'delivered', log: [{ status: 200 }] })
})

test('what failed is due again after its pause, and not before', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(1)

  await deliveries.record(await claimed(), later, circuit)
  const before = await ready()
  await deliveries.record(await claimedAnyway(), { ...later, retryAfterMs: 0 }, circuit)

  expect(before).toEqual([])
  expect(await ready()).toHaveLength(1)
})

/** Claims the one delivery there is, as if its time had come. */
async function claimedAnyway() {
  await database
    .get()
    .pool.query("update webhook_deliveries set next_attempt_at = now() - interval '1 s'")
  return claimed()
}

test('the queue has lost what it held: all of it is given out again', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(3)
  const first = await ready()

  await deliveries.strandAll()

  expect((await ready()).toSorted()).toEqual(first.toSorted())
})

test('the log keeps the last attempts only', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)
  for (let number = 1; number <= 25; number++) {
    const delivery = await claimed()
    const entry = { ...attempt, duration_ms: number, response: 'nu\0ll' }
    await deliveries.record(delivery, { ...later, retryAfterMs: 0, attempt: entry }, circuit)
  }

  const [delivery] = await deliveries.list(webhook.id, { limit: 1 })

  expect(delivery?.log.map(({ duration_ms }) => duration_ms)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 6),
  )
  expect(delivery?.attempts).toBe(25)
})

async function failingForDays({ id }: StoredWebhook): Promise<void> {
  await database
    .get()
    .pool.query("update webhooks set failing_since = now() - interval '121 hours' where id = $1", [
      id,
    ])
}

test('an endpoint that has failed for days is stopped, and says why', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)
  await deliveries.record(await claimed(), later, circuit)
  const before = await webhooks.find(webhook.id)
  await failingForDays(webhook)

  await deliveries.record(await claimedAnyway(), later, circuit)

  expect(before).toMatchObject({ enabled: true, failingSince: expect.any(Date) })
  expect(await webhooks.find(webhook.id)).toMatchObject({
    enabled: false,
    disabledReason: expect.stringMatching(/^Every attempt has failed since 20/),
    disabledAt: expect.any(Date),
  })
})

test('an endpoint that fails new events while others wait for another try has failed all the time', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(2)
  await deliveries.record(await claimed(), later, circuit)
  await failingForDays(webhook)

  await deliveries.record(await claimed(), later, circuit)

  expect(await webhooks.find(webhook.id)).toMatchObject({ enabled: false })
})

test('days in which nothing was sent are no days of failure', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)
  await deliveries.record(await claimed(), over, circuit)
  await failingForDays(webhook)
  await completedJobs(1)

  await deliveries.record(await claimed(), later, circuit)

  const { enabled, failingSince } = (await webhooks.find(webhook.id)) ?? {}
  expect(enabled).toBe(true)
  expect(failingSince?.getTime()).toBeGreaterThan(Date.now() - 3_600_000)
})

test('a test that fails says nothing against the endpoint', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await deliveries.addTest(webhook.id)

  await deliveries.record(await claimed(), over, circuit)

  expect((await webhooks.find(webhook.id))?.failingSince).toBeUndefined()
})

test('one success forgives what has failed before', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(2)
  await deliveries.record(await claimed(), over, circuit)

  await deliveries.record(await claimed(), delivered, circuit)

  expect((await webhooks.find(webhook.id))?.failingSince).toBeUndefined()
})

test('an endpoint that wants no more is stopped at once', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(1)

  await deliveries.record(await claimed(), over, { ...circuit, disableNow: 'It answered 410' })

  expect(await webhooks.find(webhook.id)).toMatchObject({
    enabled: false,
    disabledReason: 'It answered 410',
  })
})

test('a callback that fails stops no other callback', async () => {
  await submitted({ callbackUrl: 'https://a.example/', cachedReading: sampleReading() })

  await deliveries.record(await claimed(), over, { ...circuit, disableNow: 'It answered 410' })

  expect(await webhooks.takesCallbacks()).toBe(true)
})

test('a replay is sent again under the same id, from the beginning of the schedule', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(1)
  const delivery = await claimed()
  await deliveries.record(delivery, delivered, circuit)

  await deliveries.replay(delivery.id)

  expect(await claimed()).toMatchObject({ id: delivery.id, tries: 0, attempts: 2 })
})

test.each([
  ['delivered', 31, 1],
  ['pending', 31, 0],
  ['pending', 38, 1],
] as const)(
  'of a log kept for 30 days what is %s goes after %i: %i',
  async (status, days, gone) => {
    const webhook = await endpoint(['extraction.completed'])
    await completedJobs(2)
    await database.get().pool.query(
      `update webhook_deliveries set status = $1, created_at = now() - $2 * interval '1 day'
     where number = (select min(number) from webhook_deliveries)`,
      [status, days],
    )

    const count = await deliveries.prune(30)

    expect(count).toBe(gone)
    expect(await eventsOf(webhook)).toHaveLength(2 - gone)
  },
)

test('pages of deliveries follow each other without a gap', async () => {
  const webhook = await endpoint(['extraction.completed'])
  await completedJobs(5)
  const all = await deliveries.list(webhook.id, { limit: 10 })

  const first = await deliveries.list(webhook.id, { limit: 2 })
  const rest = await deliveries.list(webhook.id, { limit: 10, after: first.at(-1)?.id })

  expect([...first, ...rest]).toEqual(all)
})

test('the backlog tells what is due from what is tried later', async () => {
  await endpoint(['extraction.completed'])
  await completedJobs(3)
  await deliveries.record(await claimed(), later, circuit)

  expect(await deliveries.countBacklog()).toMatchObject({ due: 2, later: 1 })
})

test('what waits for a receiver that fails, or was stopped, says nothing of those that can be sent', async () => {
  const silent = await endpoint(['extraction.completed'])
  const callbackUrl = 'https://silent.example.com/hooks'
  await jobs.submit(sampleJob({ cachedReading: sampleReading(), callbackUrl }))
  await jobs.submit(sampleJob({ cachedReading: sampleReading(), callbackUrl }))
  await deliveries.record(await claimed(), later, circuit)
  await deliveries.record(await claimed(), later, circuit)
  await dueSince('1 hour')
  const ofSilent = await deliveries.countBacklog()

  await webhooks.change(silent.id, { enabled: false })
  const ofStopped = await deliveries.countBacklog()
  await endpoint(['extraction.completed'])
  await completedJobs(1)
  await dueSince('1 hour')
  const ofBoth = await deliveries.countBacklog()

  expect(ofSilent).toEqual({ due: 4, later: 0, oldestDueSeconds: 0 })
  expect(ofStopped).toEqual({ due: 2, later: 0, oldestDueSeconds: 0 })
  expect(ofBoth.due).toBe(3)
  expect(ofBoth.oldestDueSeconds).toBeGreaterThan(3_000)
})

async function dueSince(interval: string): Promise<void> {
  await database
    .get()
    .pool.query('update webhook_deliveries set next_attempt_at = now() - $1::interval', [interval])
}
