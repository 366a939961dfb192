import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createSignals } from '@invoice-ml/queue'
import { createLogger, Settings } from '@invoice-ml/runtime'
import { createBlobs, createJobs, type Jobs } from '@invoice-ml/storage'
import { sampleJob, testConnections, testDatabase, testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { drawPage } from './draw-page.ts'
import type { ReaderPool } from './reader-pool.ts'
import { ReaderLost } from './reader-process.ts'
import type { RenderRequest } from './reader-protocol.ts'

const database = testDatabase()
const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const signals = createSignals(connections.open(), connections.open())
const blobs = createBlobs(dir)

let jobs: Jobs
beforeEach(() => {
  jobs = createJobs(database.get())
})

type Draw = (request: RenderRequest) => ReturnType<ReaderPool['ask']>

/** Handles the first page of a job as the queue does; `draw` stands for the reader's process. */
function handle(
  jobId: string,
  draw: Draw,
  { isLastAttempt = false, signal = new AbortController().signal } = {},
): Promise<void> {
  // Nothing but pages to draw is asked for here.
  const pool = { ask: (request: unknown) => draw(request as RenderRequest) }
  const settings = Settings.parse({})
  const handler = drawPage({ jobs, blobs, pool, signals, settings })
  const payload = { jobId, page: 1, requestId: 'req_0123456789abcdef' }
  return handler(payload, { signal, logger, attempt: isLastAttempt ? 2 : 1, isLastAttempt })
}

async function submitted(): Promise<string> {
  const job = sampleJob()
  await jobs.submit(job)
  return job.id
}

const draws: Draw = async ({ id, outPath }) => {
  await writeFile(outPath, 'a page')
  return { type: 'rendered', id }
}

const fails =
  (code: 'document-encrypted' | 'internal-error'): Draw =>
  async ({ id }) => ({ type: 'failed', id, code, detail: 'It has a password' })

/** As the pool does in which no reader was free. */
const waits: Draw = async () => {
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
}

const loses: Draw = async () => {
  throw new ReaderLost('memory', 'It grew')
}

/** The files beside the first page's image. */
async function left(jobId: string): Promise<string[]> {
  return readdir(dirname(blobs.pagePath(jobId, 1))).catch(() => [])
}

async function problemOf(jobId: string) {
  return JSON.parse(await readFile(`${blobs.pagePath(jobId, 1)}.problem.json`, 'utf8'))
}

test('a page lies where it is looked for, alone', async () => {
  const id = await submitted()

  await handle(id, draws)

  expect(await left(id)).toEqual(['1.jpg'])
})

test('a page that is there is not drawn again', async () => {
  const id = await submitted()
  await handle(id, draws)
  let drawn = 0

  await handle(id, async (request) => {
    drawn += 1
    return draws(request)
  })

  expect(drawn).toBe(0)
})

test('who waits for a page is told when it is there', async () => {
  const id = await submitted()
  const told = Promise.withResolvers<void>()
  const stop = signals.onJobChanged(id, told.resolve)

  await handle(id, draws)

  await expect(told.promise).resolves.toBeUndefined()
  stop()
})

test('what is wrong with the file is left in place of the page', async () => {
  const id = await submitted()

  await handle(id, fails('document-encrypted'))

  expect(await left(id)).toEqual(['1.jpg.problem.json'])
  expect(await problemOf(id)).toMatchObject({
    code: 'document-encrypted',
    status: 422,
    detail: 'It has a password',
  })
})

test.each([
  ['a fault of ours', fails('internal-error')],
  ['a lost reader', loses],
])('%s is tried again before it is told', async (_what, draw) => {
  const id = await submitted()

  await expect(handle(id, draw)).rejects.toThrow()

  expect(await left(id)).toEqual([])
})

test('a disk that is away is no reason, at the last attempt either', async () => {
  const id = await submitted()
  const away: Draw = async () => {
    throw Object.assign(new Error('Stale file handle'), { code: 'ESTALE' })
  }

  await expect(handle(id, away, { isLastAttempt: true })).rejects.toThrow('Stale')

  expect(await left(id)).toEqual([])
})

test.each([
  ['a fault of ours', 'internal-error', fails('internal-error')],
  ['a document that ends its readers', 'document-unreadable', loses],
])('%s is told at the last attempt: %s', async (_what, code, draw) => {
  const id = await submitted()

  await handle(id, draw, { isLastAttempt: true })

  expect((await problemOf(id)).code).toBe(code)
})

test('that no reader was free in time is not told of the document', async () => {
  const id = await submitted()
  const signal = AbortSignal.abort()

  await expect(handle(id, waits, { isLastAttempt: true, signal })).rejects.toThrow('timeout')

  expect(await left(id)).toEqual([])
})

test('a page that can be drawn after all takes the place of its problem', async () => {
  const id = await submitted()
  await handle(id, loses, { isLastAttempt: true })

  await handle(id, draws)

  expect(await left(id)).toEqual(['1.jpg'])
})

test('a job that was deleted is not drawn', async () => {
  const id = await submitted()
  await jobs.remove(id)

  await handle(id, draws)

  expect(await left(id)).toEqual([])
})

test('a page that was drawn while its job was deleted does not stay', async () => {
  const id = await submitted()
  const document = blobs.documentPath(id, 'application/pdf')
  await mkdir(dirname(document), { recursive: true })
  await writeFile(document, '%PDF-1.7')

  await handle(id, async (request) => {
    await jobs.remove(id)
    return draws(request)
  })

  expect(await left(id)).toEqual([])
  await expect(readFile(document)).rejects.toThrow('ENOENT')
})
