import { createLogger, type Logger } from '@invoice-ml/runtime'
import { testConnections, testFolder } from '@invoice-ml/testing'
import { expect, test, vi } from 'vitest'
import { createRateCounter } from './rate-counter.ts'

const connections = testConnections()
const logger = createLogger({
  service: 'test',
  level: 'error',
  dir: testFolder(),
  file: 'system.log',
})

test('all processes count together, each client and each policy by itself', async () => {
  const [one, two] = [connections.open(), connections.open()].map((connection) =>
    createRateCounter(connection, { logger }),
  )

  const counts = [
    await one?.add('extract', 'key_1'),
    await two?.add('extract', 'key_1'),
    await one?.add('extract', 'key_2'),
    await two?.add('requests', 'key_1'),
  ]

  expect(counts.map((counted) => counted?.count)).toEqual([1, 2, 1, 1])
})

test('those who come at the same time are each counted once', async () => {
  const counter = createRateCounter(connections.open(), { logger })
  const clients = ['key_a', 'key_b', 'key_a', 'key_a', 'key_b']

  const counts = await Promise.all(clients.map((client) => counter.add('requests', client)))

  expect(counts.map(({ count }) => count)).toEqual([1, 1, 2, 3, 2])
})

test('a count ends with its minute, whoever goes on asking', async () => {
  const { redis, prefix } = connections.open()
  const counter = createRateCounter({ redis, prefix }, { logger })
  await counter.add('extract', 'key_ends')
  await redis.pexpire(`${prefix}:rate:extract:key_ends`, 30_500)

  const { count, resetSeconds } = await counter.add('extract', 'key_ends')

  expect(count).toBe(2)
  expect(resetSeconds).toBeLessThanOrEqual(31)
})

test('without Redis each process counts for itself, and says so once', async () => {
  const connection = connections.open()
  connection.redis.disconnect()
  const warn = vi.fn<Logger['warn']>()
  const counter = createRateCounter(connection, { logger: { ...logger, warn } })

  const first = await counter.add('extract', 'key_1')
  const second = await counter.add('extract', 'key_1')

  expect([first.count, second.count]).toEqual([1, 2])
  expect(second.resetSeconds).toBeGreaterThan(0)
  expect(warn).toHaveBeenCalledOnce()
})
