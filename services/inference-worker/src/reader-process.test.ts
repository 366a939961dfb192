import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import {
  type ReaderOptions,
  type ReaderProcess,
  type RequestOptions,
  startReader,
} from './reader-process.ts'
import type { ReaderTask, ReadRequest } from './reader-protocol.ts'

const modulePath = join(import.meta.dirname, 'testing/fixture-reader.ts')
const started: ReaderProcess[] = []
afterAll(() => {
  for (const reader of started) reader.kill()
})

async function aReader(own: Partial<ReaderOptions> = {}): Promise<ReaderProcess> {
  const reader = await startReader({
    modulePath,
    env: process.env,
    memoryBytes: 2e9,
    startTimeoutMs: 30_000,
    onNotice: () => {},
    ...own,
  })
  started.push(reader)
  return reader
}

/** Has the fixture do what `path` says. */
function request(path: string): ReadRequest {
  return {
    type: 'read',
    id: 'job_1',
    path,
    mediaType: 'application/pdf',
    options: {},
    limits: { maxPages: 1, maxMegapixels: 1 },
    confidenceThreshold: 0.85,
    seenPath: 'seen',
  }
}

function patiently(own: Partial<RequestOptions> = {}): RequestOptions {
  const signal = new AbortController().signal
  return { deadlineMs: 60_000, perPageMs: 0, signal, onProgress: () => {}, ...own }
}

test('a reader says what it reads with, and answers', async () => {
  const reader = await aReader()
  const stages: string[] = []

  const answer = await reader.ask(
    request('facture.pdf'),
    patiently({ onProgress: ({ stage }) => stages.push(stage) }),
  )

  expect(reader.info).toEqual({ modelVersion: 'm1', provider: 'cpu' })
  expect(answer.type).toBe('done')
  expect(stages).toEqual(['text_layer'])
})

test.each([
  ['ends by itself', 'crash', 'crash', {}],
  ['never answers', 'never', 'deadline', { deadlineMs: 300 }],
  ['hangs in a document', 'hang', 'deadline', { deadlineMs: 300 }],
])('a reader that %s is lost over it, and is gone', async (_what, path, reason, own) => {
  const reader = await aReader()

  const asking = reader.ask(request(path), patiently(own))

  await expect(asking).rejects.toMatchObject({ name: 'ReaderLost', reason })
  await reader.ended
  expect(reader.isAlive()).toBe(false)
})

test('a reader that asks for what is known of a supplier is told', async () => {
  const reader = await aReader()
  const asked: string[][] = []
  const recall = async (keys: string[]) => {
    asked.push(keys)
    return [{ keys: ['vat:FR1'], look: [], parties: [], anchors: [] }]
  }

  const answer = await reader.ask(request('recall'), patiently({ recall }))

  expect(asked).toEqual([['vat:FR1', 'name:acme']])
  expect(answer).toMatchObject({ reading: { review_reasons: ['1 lessons'] } })
})

test('a reader that cannot be told reads on, and it is noticed', async () => {
  const notices: string[] = []
  const reader = await aReader({ onNotice: (message) => notices.push(message) })
  const recall = () => Promise.reject(new Error('PostgreSQL is away'))

  const answer = await reader.ask(request('recall'), patiently({ recall }))

  expect(answer).toMatchObject({ reading: { review_reasons: ['0 lessons'] } })
  expect(notices).toEqual(['supplier not remembered'])
})

test('what the libraries of a reader print is a notice, and no line of its own among the JSON', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown[]>()
  const reader = await aReader({ onNotice: (...notice) => resolve(notice) })

  await reader.ask(request('print'), patiently())

  expect(await promise).toEqual(['reader printed', { line: 'Warning: Invalid resolution 0 dpi.' }])
})

test('a reader that cannot read by a fault of its own is ended and noticed, and none over a page that it cannot draw', async () => {
  const notices: string[] = []
  const reader = await aReader({ onNotice: (message) => notices.push(message) })
  const drawing: ReaderTask = {
    type: 'render',
    id: 'job_1.1',
    path: 'fault',
    mediaType: 'application/pdf',
    page: 1,
    maxPixels: 1,
    maxMegapixels: 1,
    outPath: 'page.jpg',
  }

  const drawn = await reader.ask(drawing, patiently())
  const isAliveBetween = reader.isAlive()
  const read = await reader.ask(request('fault'), patiently())

  expect([drawn.type, read.type]).toEqual(['failed', 'failed'])
  expect([isAliveBetween, reader.isAlive()]).toEqual([true, false])
  expect(notices).toEqual(['reader ended after a fault of its own'])
})

test('a reader that talks nonsense is a fault of ours, and is gone', async () => {
  const reader = await aReader()

  const asking = reader.ask(request('nonsense'), patiently())

  await expect(asking).rejects.toThrow('not of the protocol: reading')
  await reader.ended
})

test('a reader that grows past its memory is ended', async () => {
  const reader = await aReader({ memoryBytes: 400_000_000 })

  const asking = reader.ask(request('grow'), patiently())

  await expect(asking).rejects.toMatchObject({ name: 'ReaderLost', reason: 'memory' })
  await reader.ended
})

test('who asked may call it off, even when the reader hangs', async () => {
  const reader = await aReader()
  const calling = new AbortController()

  const asking = reader.ask(request('hang'), patiently({ signal: calling.signal }))
  calling.abort(new Error('The job was cancelled'))

  await expect(asking).rejects.toThrow('The job was cancelled')
  await reader.ended
})

test('every page announced adds to the time that a document may take', async () => {
  const reader = await aReader()

  // The page is announced at once; the answer comes when the document's own time is over.
  const answer = await reader.ask(
    request('slow'),
    patiently({ deadlineMs: 1_500, perPageMs: 60_000 }),
  )

  expect(answer.type).toBe('done')
})

test('a reader that cannot start is told so', async () => {
  const starting = aReader({ env: { ...process.env, FIXTURE_FAILS: '1' } })

  await expect(starting).rejects.toThrow('ended before it was ready')
})

test('a reader that is not ready in time is ended', async () => {
  const starting = aReader({
    env: { ...process.env, FIXTURE_NEVER_READY: '1' },
    startTimeoutMs: 500,
  })

  await expect(starting).rejects.toThrow('not ready within 0.5 seconds')
})

test('a reader that refuses its model says what it has against it', async () => {
  const starting = aReader({ env: { ...process.env, FIXTURE_REFUSES: '1' } })

  await expect(starting).rejects.toThrow('unknown labels: cat')
})

test('a reader that grows past its memory before it is ready is ended', async () => {
  const starting = aReader({
    env: { ...process.env, FIXTURE_GROWS: '1' },
    memoryBytes: 400_000_000,
  })

  await expect(starting).rejects.toThrow('took more than 400 MB')
})

test('what a reader has to tell before it is ready is told', async () => {
  const told: [string, Record<string, string>][] = []

  await aReader({
    env: { ...process.env, FIXTURE_NOTICE: '1' },
    onNotice: (message, facts) => told.push([message, facts]),
  })

  expect(told).toEqual([['no graphics card', { provider: 'cuda' }]])
})

test('threads of a reader do not end it', async () => {
  const reader = await aReader({ env: { ...process.env, FIXTURE_THREAD: '1' } })

  // Long enough for a thread to look for its parent.
  const answer = await reader.ask(request('slow'), patiently())

  expect(answer.type).toBe('done')
})

test('a reader reads one document after the other', async () => {
  const reader = await aReader()

  const first = await reader.ask({ ...request('a.pdf'), id: 'job_1' }, patiently())
  const second = await reader.ask({ ...request('b.pdf'), id: 'job_2' }, patiently())

  expect([first.id, second.id]).toEqual(['job_1', 'job_2'])
})

test('a reader that hangs ends when its parent is killed', async () => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'testing/fixture-parent.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const reader = Number(line)
  expect(isRunning(reader)).toBe(true)

  parent.kill('SIGKILL')

  await expect.poll(() => isRunning(reader)).toBe(false)
})

/** Whether there is such a process, and no zombie. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    // No such process.
    return false
  }
}
