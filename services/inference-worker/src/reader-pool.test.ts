import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createReaderPool, type ReaderPool } from './reader-pool.ts'
import { startReader } from './reader-process.ts'
import type { ReadRequest } from './reader-protocol.ts'

const modulePath = join(import.meta.dirname, 'testing/fixture-reader.ts')

async function aPool(
  size: number,
  maxPages = 1_000,
): Promise<ReaderPool & { starts: () => number }> {
  let starts = 0
  const pool = createReaderPool({
    size,
    maxPages,
    restartDelayMs: 10,
    start: () => {
      starts += 1
      return startReader({
        modulePath,
        env: process.env,
        memoryBytes: 2e9,
        startTimeoutMs: 30_000,
        onNotice: () => {},
      })
    },
    onStartFailure: () => {},
  })
  await pool.start()
  return { ...pool, starts: () => starts }
}

let requests = 0

function read(pool: ReaderPool, path: string) {
  requests += 1
  const request: ReadRequest = {
    type: 'read',
    id: `job_${requests}`,
    path,
    mediaType: 'application/pdf',
    options: {},
    limits: { maxPages: 1, maxMegapixels: 1 },
    confidenceThreshold: 0.85,
  }
  const signal = new AbortController().signal
  return pool.ask(request, { deadlineMs: 60_000, perPageMs: 0, signal, onProgress: () => {} })
}

test('who comes while all readers are busy waits for one', async () => {
  const pool = await aPool(1)

  const answers = await Promise.all([read(pool, 'a.pdf'), read(pool, 'b.pdf'), read(pool, 'c.pdf')])

  expect(answers.map(({ type }) => type)).toEqual(['done', 'done', 'done'])
  expect(pool.starts()).toBe(1)
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

  await expect.poll(pool.starts).toBeGreaterThan(1)
  await pool.close()
})

test('a closed pool serves nobody and leaves no reader', async () => {
  const pool = await aPool(2)

  await pool.close()

  await expect(read(pool, 'a.pdf')).rejects.toThrow()
})
