import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createReaderPool, type ReaderPool, type Start } from './reader-pool.ts'
import { type ReaderProcess, startReader } from './reader-process.ts'
import type { ReadRequest } from './reader-protocol.ts'

const modulePath = join(import.meta.dirname, 'testing/fixture-reader.ts')

function aReader(model = 'm1'): Promise<ReaderProcess> {
  return startReader({
    modulePath,
    env: { ...process.env, FIXTURE_MODEL: model },
    memoryBytes: 2e9,
    startTimeoutMs: 30_000,
    onNotice: () => {},
  })
}

type TestPool = ReaderPool & {
  readers: ReaderProcess[]
  /** Told of readers that were lost: the reason, and over what. */
  losses: string[]
  /** Starts readers of a model. */
  of: (model: string) => Start
}

/** A pool, and every reader that it has started. */
async function aPool(size: number, maxPages = 1_000): Promise<TestPool> {
  const readers: ReaderProcess[] = []
  const losses: string[] = []
  const pool = createReaderPool({
    size,
    maxPages,
    restartDelayMs: 10,
    onStartFailure: () => {},
    onLost: ({ reason }, { id }) => losses.push(`${reason} ${id}`),
  })
  const of = (model: string) => async () => {
    const reader = await aReader(model)
    readers.push(reader)
    return reader
  }
  await pool.start(of('m1'))
  return { ...pool, readers, losses, of }
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

test('a reader that died is replaced and told of, and who waits is served', async () => {
  const pool = await aPool(1)

  const lost = read(pool, 'crash')
  const id = `job_${requests}`
  const next = read(pool, 'a.pdf')

  await expect(lost).rejects.toMatchObject({ name: 'ReaderLost' })
  expect((await next).type).toBe('done')
  expect(pool.losses).toEqual([`crash ${id}`])
  await pool.close()
})

test('a reader that failed by a fault of its own reads nothing more, one whose document was at fault goes on', async () => {
  const pool = await aPool(1)

  const encrypted = await read(pool, 'encrypted')
  const fault = await read(pool, 'fault')
  const next = await read(pool, 'a.pdf')

  expect([encrypted, fault, next].map(({ type }) => type)).toEqual(['failed', 'failed', 'done'])
  expect(pool.readers.map((reader) => reader.isAlive())).toEqual([false, true])
  expect(pool.losses).toEqual([])
  await pool.close()
})

test('a reader is renewed when it has read enough', async () => {
  const pool = await aPool(1, 2)

  for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']) await read(pool, name)

  await expect.poll(() => pool.readers.length).toBeGreaterThan(1)
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
  expect(pool.losses).toEqual([])
  await expect(read(pool, 'a.pdf')).rejects.toThrow()
})

test('a reader that is on its way out still ends with the pool', async () => {
  const pool = await aPool(1, 1)
  await read(pool, 'a.pdf')
  const reading = read(pool, 'never')
  const outcome = Promise.allSettled([reading])
  await expect.poll(() => pool.readers.length).toBe(2)

  await pool.close()

  expect((await outcome)[0].status).toBe('rejected')
  expect(pool.readers.map((reader) => reader.isAlive())).toEqual([false, false])
})

test('readers that cannot be started are an error at the start', async () => {
  const failing = createReaderPool({
    size: 2,
    maxPages: 1,
    onStartFailure: () => {},
    onLost: () => {},
  })
  const broken = () => Promise.reject(new Error('The model is broken'))

  await expect(failing.start(broken)).rejects.toThrow('The model is broken')
})

test('a successor that cannot be started is tried again', async () => {
  const failures: unknown[] = []
  const starts = [() => aReader(), () => Promise.reject(new Error('No memory'))]
  const pool = createReaderPool({
    size: 1,
    maxPages: 1_000,
    restartDelayMs: 10,
    onStartFailure: (error) => failures.push(error),
    onLost: () => {},
  })
  await pool.start(() => starts.shift()?.() ?? aReader())

  const lost = read(pool, 'crash')
  const next = read(pool, 'a.pdf')

  await expect(lost).rejects.toMatchObject({ name: 'ReaderLost' })
  expect((await next).type).toBe('done')
  expect(failures).toEqual([new Error('No memory')])
  await pool.close()
})

/** The model that has read an answer. */
async function modelOf(asking: ReturnType<ReaderPool['ask']>): Promise<string | undefined> {
  const answer = await asking
  return answer.type === 'done' ? answer.reading.model_version : undefined
}

test('an exchange gives every reader a successor, and the old ones go', async () => {
  const pool = await aPool(2)

  await pool.exchange(pool.of('m2'))

  const answers = await Promise.all([modelOf(read(pool, 'a.pdf')), modelOf(read(pool, 'b.pdf'))])
  expect(answers).toEqual(['m2', 'm2'])
  expect(pool.info()?.modelVersion).toBe('m2')
  expect(pool.readers.filter((reader) => reader.isAlive())).toHaveLength(2)
  await pool.close()
})

test('what is being read while the model is exchanged ends with the model it began with', async () => {
  const pool = await aPool(1)
  const successor = await pool.of('m2')()
  const begun = modelOf(read(pool, 'slow'))
  const waiting = modelOf(read(pool, 'b.pdf'))

  await pool.exchange(async () => successor)

  expect(await Promise.all([begun, waiting])).toEqual(['m1', 'm2'])
  await expect.poll(() => pool.readers.filter((reader) => reader.isAlive()).length).toBe(1)
  await pool.close()
})

test('an exchange for what cannot be started leaves all as it was', async () => {
  const pool = await aPool(2)

  const exchanging = pool.exchange(() => Promise.reject(new Error('The model is broken')))

  await expect(exchanging).rejects.toThrow('The model is broken')
  expect(await modelOf(read(pool, 'a.pdf'))).toBe('m1')
  expect(pool.readers.map((reader) => reader.isAlive())).toEqual([true, true])
  await pool.close()
})

test('an exchange that stopped half way goes on where it was', async () => {
  const pool = await aPool(2)
  const outcomes = [pool.of('m2'), () => Promise.reject(new Error('No memory')), pool.of('m2')]
  const next: Start = () => outcomes.shift()?.() ?? Promise.reject(new Error('One too many'))
  await expect(pool.exchange(next)).rejects.toThrow('No memory')

  await pool.exchange(next)

  expect(outcomes).toEqual([])
  const alive = pool.readers.filter((reader) => reader.isAlive())
  expect(alive.map(({ info }) => info.modelVersion)).toEqual(['m2', 'm2'])
  await pool.close()
})

test('a reader that dies during an exchange comes again as the next kind', async () => {
  const pool = await aPool(1)
  const lost = read(pool, 'crash')
  await expect(lost).rejects.toMatchObject({ name: 'ReaderLost' })

  await pool.exchange(pool.of('m2'))

  expect(await modelOf(read(pool, 'a.pdf'))).toBe('m2')
  expect(pool.info()?.modelVersion).toBe('m2')
  await pool.close()
})

test('readers that ended and cannot be started again are exchanged for others, as many as there were', async () => {
  let isBroken = false
  const pool = await aPool(2)
  const breaking: Start = async () => {
    if (isBroken) throw new Error('The model is gone')
    return pool.of('m1')()
  }
  await pool.exchange(breaking)
  isBroken = true
  const lost = await Promise.allSettled([read(pool, 'crash'), read(pool, 'crash')])
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect.poll(pool.isStuck).toBe(true)

  await pool.exchange(pool.of('m2'))

  expect([pool.isStuck(), pool.isServing(), pool.info()?.modelVersion]).toEqual([false, true, 'm2'])
  const alive = () => pool.readers.filter((reader) => reader.isAlive()).length
  expect(await modelOf(read(pool, 'a.pdf'))).toBe('m2')
  await expect.poll(alive).toBe(2)
  // The second of those that were tried again has no place.
  await expect.poll(() => pool.readers.length).toBe(7)
  await expect.poll(alive).toBe(2)
  await pool.close()
})

test('a reader that has worn out while the model is exchanged is not renewed as the old kind', async () => {
  const pool = await aPool(1, 1)
  await read(pool, 'a.pdf')

  await pool.exchange(pool.of('m2'))

  expect(await modelOf(read(pool, 'b.pdf'))).toBe('m2')
  await pool.close()
})

test('what is being read when the pool closes is not what ended its reader', async () => {
  const pool = await aPool(1)
  const reading = read(pool, 'never')
  const ended = expect(reading).rejects.toThrow('The readers are closed')

  await pool.close()

  await ended
})
