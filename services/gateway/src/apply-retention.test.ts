import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createReadingCache, createSignals } from '@invoice-ml/queue'
import { createLogger, createMetrics, Settings } from '@invoice-ml/runtime'
import { createBlobs, createCorrections, createJobs, createRetention } from '@invoice-ml/storage'
import {
  sampleJob,
  sampleReading,
  testConnections,
  testDatabase,
  testFolder,
} from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createApplyRetention } from './apply-retention.ts'

const database = testDatabase()
const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const blobs = createBlobs(dir)
const signals = createSignals(connections.open(), connections.open())
const cache = createReadingCache(connections.open(), {
  ttlHours: 1,
  maxEntries: 100,
  readWith: 'defaults',
})

let turn = 0
/** Applies these settings once; the others keep everything. */
async function apply(own: Partial<Record<keyof Settings['retention'], number>>): Promise<void> {
  const nothing = { file_days: 0, pages_days: 0, result_days: 0, training_days: 0 }
  const { retention: days } = Settings.parse({ retention: { ...nothing, ...own } })
  turn += 1
  const dependencies = { jobs: createJobs(database.get()), blobs, cache, signals, days, logger }
  await createApplyRetention({
    ...dependencies,
    retention: createRetention(database.get()),
    stopping: new AbortController().signal,
    metrics: createMetrics(`test_${turn}`),
  })()
}

beforeEach(() => database.get().pool.query('truncate jobs cascade'))

/** A job that ended, accepted so many days ago, with its file, its pages and a correction. */
async function jobOfDaysAgo(days: number, own: Parameters<typeof sampleJob>[0] = {}) {
  const job = sampleJob({ cachedReading: sampleReading(), ...own })
  const jobs = createJobs(database.get())
  await jobs.submit(job)
  for (const path of pathsOf(job.id)) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, 'printed')
  }
  await createCorrections(database.get()).save({
    jobId: job.id,
    version: 1,
    corrections: { fields: [] },
    amended: sampleReading(),
    lesson: { keys: ['siren:732829320'], look: [], parties: [], anchors: [] },
    requestId: 'req_1',
  })
  for (const [table, key, column] of [
    ['jobs', 'id', 'created_at'],
    ['corrections', 'job_id', 'created_at'],
    ['supplier_lessons', 'job_id', 'learned_at'],
  ])
    await database
      .get()
      .pool.query(
        `update ${table} set ${column} = now() - $2 * interval '1 day' where ${key} = $1`,
        [job.id, days],
      )
  return job.id
}

const pathsOf = (id: string) => [
  blobs.documentPath(id, 'application/pdf'),
  blobs.pagePath(id, 1),
  blobs.seenPath(id),
]
const filesOf = (id: string) => pathsOf(id).map((path) => existsSync(path))
const find = (id: string) => createJobs(database.get()).find(id)

async function count(table: string): Promise<number> {
  const { rows } = await database.get().pool.query(`select count(*)::int as count from ${table}`)
  return rows[0].count
}

test('a file goes when its time is over, and the result stays', async () => {
  const [old, young] = [await jobOfDaysAgo(31), await jobOfDaysAgo(29)]

  await apply({ file_days: 30 })

  const job = await find(old)
  expect(filesOf(old)).toEqual([false, true, true])
  expect(filesOf(young)).toEqual([true, true, true])
  expect(job?.reading).toEqual(sampleReading())
  expect(job?.fileErasedAt).toBeInstanceOf(Date)
  expect((await find(young))?.fileErasedAt).toBeUndefined()
})

test('pages go when their time is over, and go again when they were drawn anew', async () => {
  const id = await jobOfDaysAgo(31)
  await apply({ pages_days: 30 })
  const erased = filesOf(id)
  await mkdir(dirname(blobs.pagePath(id, 1)), { recursive: true })
  await writeFile(blobs.pagePath(id, 1), 'drawn anew')
  await createJobs(database.get()).pagesDrawn(id)

  await apply({ pages_days: 30 })

  expect(erased).toEqual([true, false, false])
  expect(filesOf(id)).toEqual([true, false, false])
})

test('corrections and what they taught go by their own age, and the corrected result stays', async () => {
  const [old] = [await jobOfDaysAgo(31), await jobOfDaysAgo(29)]

  await apply({ training_days: 30 })

  expect(await count('corrections')).toBe(1)
  expect(await count('supplier_lessons')).toBe(1)
  expect((await find(old))?.reading).toEqual(sampleReading())
})

test('a job goes as if it was deleted when the time of its result is over', async () => {
  const [old, young] = [await jobOfDaysAgo(31), await jobOfDaysAgo(29)]
  const job = await find(old)
  const key = { md5: job?.md5 ?? '', sha256: job?.sha256 ?? '', optionsDigest: '' }
  await cache.put({ ...key, modelVersion: 'm' }, sampleReading())

  await apply({ result_days: 30 })

  expect(await find(old)).toBeUndefined()
  expect(filesOf(old)).toEqual([false, false, false])
  expect(await cache.get({ ...key, modelVersion: 'm' })).toBeUndefined()
  expect(await count('corrections')).toBe(1)
  expect(await find(young)).toBeDefined()
})

test('what waits to be read is kept, however long it waits', async () => {
  const id = await jobOfDaysAgo(400)
  await database.get().pool.query("update jobs set status = 'queued'")

  await apply({ file_days: 30, pages_days: 30, result_days: 30 })

  expect(filesOf(id)).toEqual([true, true, true])
})

test('with nothing in the settings, everything is kept', async () => {
  const id = await jobOfDaysAgo(10_000)

  await apply({})

  expect(filesOf(id)).toEqual([true, true, true])
  expect(await count('corrections')).toBe(1)
})

test('more than a batch goes in one turn', async () => {
  const { pool } = database.get()
  const id = await jobOfDaysAgo(31)
  await pool.query(
    `insert into jobs select (jsonb_populate_record(jobs, jsonb_build_object('id', 'job_' || n))).*
     from jobs, generate_series(1, 250) n where id = $1`,
    [id],
  )

  await apply({ file_days: 30 })

  const { rows } = await pool.query('select from jobs where file_erased_at is null')
  expect(rows).toEqual([])
})

test('what cannot be erased keeps nothing else that is as old', async () => {
  const stuck = await Promise.all(Array.from({ length: 100 }, () => jobOfDaysAgo(40)))
  const other = await jobOfDaysAgo(31)
  // A folder in place of a file is not removed.
  for (const id of stuck) {
    await rm(blobs.documentPath(id, 'application/pdf'))
    await mkdir(blobs.documentPath(id, 'application/pdf'))
  }

  await apply({ file_days: 30, pages_days: 30 })

  expect(filesOf(other)).toEqual([false, false, false])
  expect(filesOf(stuck[0] ?? '')).toEqual([true, false, false])
  expect((await find(stuck[0] ?? ''))?.fileErasedAt).toBeUndefined()
})

test('while one replica is at it, another leaves it alone', async () => {
  const id = await jobOfDaysAgo(31)

  await createRetention(database.get()).alone(() => apply({ file_days: 30 }))

  expect(filesOf(id)).toEqual([true, true, true])
})

test('an equal upload keeps its file when the time of the other is over', async () => {
  const equal = { sha256: 'a'.repeat(64), md5: 'b'.repeat(32) }
  const [old, young] = [await jobOfDaysAgo(31, equal), await jobOfDaysAgo(1, equal)]

  await apply({ file_days: 30, pages_days: 30, result_days: 60 })

  expect(filesOf(old)).toEqual([false, false, false])
  expect(filesOf(young)).toEqual([true, true, true])
})

test('keys that answer no request any more go, and others stay', async () => {
  const { pool } = database.get()
  const jobs = createJobs(database.get())
  await jobs.submit(sampleJob(), { key: 'old', fingerprint: 'f' })
  await jobs.submit(sampleJob(), { key: 'new', fingerprint: 'f' })
  await pool.query(
    "update idempotency_keys set created_at = now() - interval '25 hours' where key = 'old'",
  )

  await apply({})

  expect((await pool.query('select key from idempotency_keys')).rows).toEqual([{ key: 'new' }])
})
