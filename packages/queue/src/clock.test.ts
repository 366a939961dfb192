import { retrainCheckQueue } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testConnections, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createClock } from './clock.ts'
import { createQueueMetrics } from './worker.ts'

const connections = testConnections()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })

function clockOf(onTick: () => void) {
  return createClock({
    queue: retrainCheckQueue,
    cron: '* * * * * *',
    connections: { producers: connections.open(), workers: connections.open() },
    handler: async () => onTick(),
    logger,
    metrics: createQueueMetrics(createMetrics('test')),
  })
}

test('two replicas share the ticks of one clock', async () => {
  const ticks: number[] = []
  const tick = () => ticks.push(Math.floor(Date.now() / 1_000))
  const clocks = [clockOf(tick), clockOf(tick)]
  for (const clock of clocks) clock.start()

  await expect.poll(() => ticks.length).toBeGreaterThanOrEqual(3)

  await Promise.all(clocks.map((clock) => clock.stop()))
  const { redis, prefix } = connections.open()
  expect(await redis.zcard(`${prefix}:${retrainCheckQueue.name}:repeat`)).toBe(1)
})
