import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createReaderPool, type ReaderPool } from './reader-pool.ts'
import { type ReaderProcess, startReader } from './reader-process.ts'
import type { ReadRequest } from './reader-protocol.ts'

const modulePath = join(import.meta.dirname, 'testing/fixture-reader.ts')

function aReader(): Promise<ReaderProcess> {
  return startReader({
    modulePath,
    env: process.env,
    memoryBytes: 2e9,
    startTimeoutMs: 30_000,
    onNotice: () => {},
  })
}

/** A pool, and every reader that it has started. */
async function aPool(
  size: number,
  maxPages = 1_000,
): Promise<ReaderPool & { readers: ReaderProcess[] }> {
  const readers: ReaderProcess[] = []
  const pool = createReaderPool({
    size,
    maxPages,
    restartDelayMs: 10,
    start: async () => {
      const reader = await aReader()
      readers.push(reader)
      return reader
    },
    onStartFailure: () => {},
  })
  await pool.start()
  return { ...pool, readers }
}

let requests = 0

function read(pool: ReaderPool, path: string, signal = new AbortController().signal) {
  requests += 1
  const request: ReadRequest = {
    type: 'read',
    id: `job_${requests}`,
    path,
    mediaType: 'application/pdf',
    options: {},
    limits: { maxPages: 1, maxMegapixels: 1 },
    confidenceThreshold: 0.85,
    seenPath: 'seen',
  }
  return pool.ask(request, { deadlineMs: 60_000, perPageMs: 0, signal, onProgress: () => {} })
}

test('who comes while all readers are busy waits for one', async () => {
  const pool = await aPool(1)

  const answers = await Promise.all([read(pool, 'a.pdf'), read(pool, 'b.pdf'), read(pool, 'c.pdf')])

  expect(answers.map(({ type }) => type)).toEqual(['done', 'done', 'done'])
  expect(pool.readers).toHaveLength(1)
  await pool.close()
})

test('a reader that died is replaced, and who waits is served', async () => {
  const pool = await aPool(1)

  const lost = read(pool, 'crash')
  const next = read(pool, 'a.pdf')

  await expect(lost).rejects.toMatchObject({ name: 'ReaderLost' })
  expect((await next).type).toBe('done')
  await pool.close()
})

test('a reader is renewed when it has read enough', async () => {
  const pool = await aPool(1, 2)

  for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']) await read(pool, name)

  await expect.poll(() => pool.readers.length, { timeout: 30_000 }).toBeGreaterThan(1)
  await pool.close()
})

test('a reader whose successor comes while it reads finishes first', async () => {
  const pool = await aPool(1, 1)
  await read(pool, 'a.pdf')

  const answer = await read(pool, 'slow')

  expect(answer.type).toBe('done')
  await pool.close()
})

test('who waits may call it off, and those behind are served', async () => {
  const pool = await aPool(1)
  const calling = new AbortController()
  const first = read(pool, 'slow')
  const second = read(pool, 'b.pdf', calling.signal)
  const third = read(pool, 'c.pdf')

  calling.abort(new Error('The job was cancelled'))

  await expect(second).rejects.toThrow('The job was cancelled')
  expect((await Promise.all([first, third])).map(({ type }) => type)).toEqual(['done', 'done'])
  await pool.close()
})

test('what was called off before it was asked costs no reader', async () => {
  const pool = await aPool(1)

  const asking = read(pool, 'a.pdf', AbortSignal.abort(new Error('The job was cancelled')))

  await expect(asking).rejects.toThrow('The job was cancelled')
  expect((await read(pool, 'b.pdf')).type).toBe('done')
  expect(pool.readers).toHaveLength(1)
  await pool.close()
})

test('a closed pool serves nobody and leaves no reader', async () => {
  const pool = await aPool(2)
  const asked = ['never', 'never', 'a.pdf'].map((path) => read(pool, path))
  const outcomes = Promise.allSettled(asked)

  await pool.close()

  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(pool.readers.map((reader) => reader.isAlive())).toEqual([false, false])
  await expect(read(pool, 'a.pdf')).rejects.toThrow()
})

test('a reader that is on its way out still ends with the pool', async () => {
  const pool = await aPool(1, 1)
  await read(pool, 'a.pdf')
  const reading = read(pool, 'never')
  const outcome = Promise.allSettled([reading])
  await expect.poll(() => pool.readers.length, { timeout: 30_000 }).toBe(2)

  await pool.close()

  expect((await outcome)[0].status).toBe('rejected')
  expect(pool.readers.map((reader) => reader.isAlive())).toEqual([false, false])
})

test('readers that cannot be started are an error at the start', async () => {
  const failing = createReaderPool({
    size: 2,
    maxPages: 1,
    start: async () => {
      throw new Error('The model is broken')
    },
    onStartFailure: () => {},
  })

  await expect(failing.start()).rejects.toThrow('The model is broken')
})

test('a successor that cannot be started is tried again', async () => {
  const failures: unknown[] = []
  const starts = [aReader, () => Promise.reject(new Error('No memory')), aReader]
  const pool = createReaderPool({
    size: 1,
    maxPages: 1_000,
    restartDelayMs: 10,
    start: () => starts.shift()?.() ?? aReader(),
    onStartFailure: (error) => failures.push(error),
  })
  await pool.start()

  const lost = read(pool, 'crash')
  const next = read(pool, 'a.pdf')

  await expect(lost).rejects.toMatchObject({ name: 'ReaderLost' })
  expect((await next).type).toBe('done')
  expect(failures).toEqual([new Error('No memory')])
  await pool.close()
})
