import type { Priority } from '@invoice-ml/contracts'
import { createLogger } from '@invoice-ml/runtime'
import { testConnections, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createSweep } from './sweep.ts'

const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })

type Row = { id: string; priority: Priority }

/** Rows as PostgreSQL holds them: each due once, all due again when Redis has lost them. */
function createRows(ids: string[]) {
  const rows = ids.map((id): Row => ({ id, priority: 'interactive' }))
  let due = [...rows]
  return {
    take: async (limit: number) => due.splice(0, limit),
    takeAllAgain: async () => {
      due = [...rows]
    },
    giveBack: async (some: Row[]) => {
      due.push(...some)
    },
  }
}

/** Resolves with what was added, once so many were. */
function collect(count: number) {
  const added: string[] = []
  const { promise, resolve } = Promise.withResolvers<string[]>()
  const add = async (rows: Row[]) => {
    added.push(...rows.map(({ id }) => id))
    if (added.length >= count) resolve(added)
  }
  return { add, added: promise }
}

test('what waits without a message is queued', async () => {
  const rows = createRows(['a', 'b'])
  const { add, added } = collect(2)
  const sweep = createSweep({ connection: connections.open(), ...rows, add, logger })

  sweep.start()

  expect(await added).toEqual(['a', 'b'])
  await sweep.stop()
})

test('when Redis was emptied, everything that waits is queued again', async () => {
  const connection = connections.open()
  const rows = createRows(['a', 'b'])
  const first = collect(2)
  const both = collect(4)
  const add = async (some: Row[]) => {
    await first.add(some)
    await both.add(some)
  }
  const sweep = createSweep({ connection, ...rows, add, intervalMs: 10, logger })
  sweep.start()
  await first.added

  await connection.redis.del(`${connection.prefix}:alive`)

  expect(await both.added).toEqual(['a', 'b', 'a', 'b'])
  await sweep.stop()
})

test('what could not be added is tried again at the next turn, and nothing else is', async () => {
  const rows = createRows(Array.from({ length: 501 }, (_, index) => `${index}`))
  const { add, added } = collect(501)
  let turns = 0
  const failingOnce = async (some: Row[]) => {
    turns += 1
    if (turns === 2) throw new Error('Redis is away')
    await add(some)
  }
  const connection = connections.open()
  const sweep = createSweep({ connection, ...rows, add: failingOnce, intervalMs: 10, logger })

  sweep.start()

  expect((await added).at(-1)).toBe('500')
  expect(new Set(await added).size).toBe(501)
  await sweep.stop()
})

test('a database that does not answer when Redis was emptied is asked again', async () => {
  const rows = createRows([])
  const asked = Promise.withResolvers<void>()
  let questions = 0
  const takeAllAgain = async () => {
    questions += 1
    if (questions === 1) throw new Error('PostgreSQL is away')
    asked.resolve()
  }
  const connection = connections.open()
  await connection.redis.del(`${connection.prefix}:alive`)
  const { add } = collect(1)
  const sweep = createSweep({ connection, ...rows, takeAllAgain, add, intervalMs: 10, logger })

  sweep.start()

  await asked.promise
  await sweep.stop()
})

test('a sweep that is hurried does not wait for its next turn', async () => {
  const rows = createRows(['a'])
  const first = collect(1)
  const both = collect(2)
  const add = async (some: Row[]) => {
    await first.add(some)
    await both.add(some)
  }
  const connection = connections.open()
  const sweep = createSweep({ connection, ...rows, add, intervalMs: 3_600_000, logger })
  sweep.start()
  await first.added

  await rows.takeAllAgain()
  sweep.hurry()

  expect(await both.added).toEqual(['a', 'a'])
  await sweep.stop()
})
