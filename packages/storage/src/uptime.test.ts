import { testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createDatabase, type Database } from './database.ts'
import { createUptime, type Uptime } from './uptime.ts'

const database = testDatabase()
const options = { gapSeconds: 60, keepDays: 90 }
let uptime: Uptime
beforeEach(async () => {
  await database.get().pool.query('truncate uptime_stretches')
  uptime = createUptime(database.get(), options)
})

/** A stretch from so many minutes ago to so many. */
async function stretch(fromMinutes: number, toMinutes: number): Promise<string> {
  const { rows } = await database.get().pool.query(
    `insert into uptime_stretches (began_at, last_seen_at)
     values (now() - make_interval(mins => $1), now() - make_interval(secs => $2)) returning id`,
    [fromMinutes, toMinutes * 60],
  )
  return rows[0].id
}

/** The same database, in a time zone that went to summer time so many days ago. */
async function whereClocksChanged(daysAgo: number): Promise<Database> {
  const { rows } = await database
    .get()
    .pool.query('select extract(doy from now() - make_interval(days => $1)) - 1 as day', [daysAgo])
  const changed = Number(rows[0].day)
  const changedBack = (changed + 100) % 365
  const url = new URL(database.url())
  url.searchParams.set('options', `-c timezone=WINTER0SUMMER,${changed},${changedBack}`)
  return createDatabase(url.href, { maxConnections: 1 })
}

test('before the first beat there is nothing to tell', async () => {
  expect(await uptime.share(30)).toBeUndefined()
})

test('what lies between two stretches was an outage', async () => {
  await stretch(100, 60)
  await stretch(50, 0)

  const counted = await uptime.share(30)

  expect(counted?.share).toBeCloseTo(0.9, 3)
})

test('gateways beside each other count once', async () => {
  await stretch(100, 40)
  await stretch(80, 0)

  expect((await uptime.share(30))?.share).toBeCloseTo(1, 3)
})

test('an outage that goes on counts, the seconds until the next beat do not', async () => {
  await stretch(100, 50)
  const duringOutage = await uptime.share(30)
  await database.get().pool.query('truncate uptime_stretches')
  await stretch(100, 0.5)
  const betweenBeats = await uptime.share(30)

  expect(duringOutage?.share).toBeCloseTo(0.5, 3)
  expect(betweenBeats?.share).toBe(1)
})

test('what came before the days that are asked for does not count', async () => {
  const day = 24 * 60
  await stretch(40 * day, 39 * day)
  await stretch(15 * day, 0)

  expect((await uptime.share(30))?.share).toBeCloseTo(0.5, 3)
})

test('a day is 24 hours where the clocks were changed meanwhile, too', async () => {
  await stretch(40 * 24 * 60, 0)
  const there = await whereClocksChanged(20)

  const counted = await createUptime(there, options).share(30)
  await there.close()

  const hours = (Date.now() - Number(counted?.since)) / 3_600_000
  expect(hours).toBeCloseTo(30 * 24, 1)
})

test('a beat prolongs its stretch; after a gap it begins another', async () => {
  const recent = await stretch(100, 0.5)
  const asleep = await stretch(300, 200)

  const prolonged = await uptime.beat(recent)
  const begun = await uptime.beat(asleep)

  expect(prolonged).toBe(recent)
  expect(begun).not.toBe(asleep)
})

test('a stretch of long ago is forgotten when another begins', async () => {
  await stretch(100 * 24 * 60, 99 * 24 * 60)

  await uptime.beat()

  const { rows } = await database
    .get()
    .pool.query('select count(*)::int as count from uptime_stretches')
  expect(rows[0].count).toBe(1)
})
