import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createId, extractionQueue } from '@invoice-ml/contracts'
import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import { reservePorts } from '@invoice-ml/testing/ports'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeConnection, createProducerConnection, createWorkerConnection } from './connection.ts'
import { createProducer } from './producer.ts'
import { createQueueMetrics, createWorker } from './worker.ts'

const folder = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir: folder, file: 'system.log' })
const metrics = createQueueMetrics(createMetrics('failover'))
const password = 'of-the-data'
const patience = { timeout: 40_000, interval: 50 }

let data: number[]
let sentinels: number[]
const servers = new Map<number, ChildProcess>()

beforeAll(async () => {
  const first = await reservePorts(6)
  data = [first, first + 1, first + 2]
  sentinels = [first + 3, first + 4, first + 5]
  for (const port of data)
    start(port, port === first ? holding : [...holding, `replicaof 127.0.0.1 ${first}`])
  await vi.waitFor(async () => {
    const told = await ask(first, 'info', 'replication')
    expect(told.match(/state=online/g)).toHaveLength(2)
  }, patience)
  for (const port of sentinels) start(port, watching(first), '--sentinel')
  await vi.waitFor(async () => {
    for (const port of sentinels) {
      expect(await ask(port, 'sentinel', 'ckquorum', 'invoices')).toContain('OK 3 usable')
      const known = await ask(port, 'sentinel', 'replicas', 'invoices')
      expect(data.slice(1).filter((replica) => !known.includes(`${replica}`))).toEqual([])
    }
  }, patience)
}, 120_000)
afterAll(() => {
  for (const server of servers.values()) server.kill('SIGKILL')
})

test.each([
  ['is frozen', 'SIGSTOP'],
  ['is killed', 'SIGKILL'],
] as const)(
  'when the master %s, adding and handling go on at the other',
  async (_, signal) => {
    const url = `redis-sentinel://:${password}@${sentinels.map((port) => `127.0.0.1:${port}`).join(',')}/0?sentinelMasterId=invoices`
    const adding = createProducerConnection({ url, logger })
    const handling = createWorkerConnection({ url, logger })
    const producer = createProducer(extractionQueue, adding)
    const handled: string[] = []
    const worker = createWorker({
      queue: extractionQueue,
      connection: handling,
      concurrency: 1,
      handler: async ({ jobId }) => {
        handled.push(jobId)
      },
      logger,
      metrics,
    })
    worker.start()
    const [before, after] = [payload(), payload()]
    await vi.waitFor(() => producer.add(before), patience)
    await vi.waitFor(() => expect(handled).toContain(before.jobId), patience)

    const master = await masterNow()
    servers.get(master)?.kill(signal)
    await vi.waitFor(async () => expect(await masterNow()).not.toBe(master), patience)

    await vi.waitFor(() => producer.add(after), patience)
    await vi.waitFor(() => expect(handled).toContain(after.jobId), patience)
    await worker.stop()
    await producer.close()
    await closeConnection(adding)
    await closeConnection(handling)
  },
  240_000,
)

const payload = () => ({ jobId: createId('job'), requestId: 'req_0123456789abcdef' })

async function masterNow(): Promise<number> {
  const told = await ask(sentinels[0] ?? 0, 'sentinel', 'get-master-addr-by-name', 'invoices')
  return Number(JSON.parse(told)[1])
}

async function ask(port: number, command: string, ...args: string[]): Promise<string> {
  const isSentinel = sentinels.includes(port)
  const redis = new Redis({
    port,
    password: isSentinel ? undefined : password,
    retryStrategy: () => null,
    commandTimeout: 2_000,
  })
  // What fails is told by the command.
  redis.on('error', () => {})
  try {
    const answer = await redis.call(command, ...args)
    return typeof answer === 'string' ? answer : JSON.stringify(answer)
  } finally {
    redis.disconnect()
  }
}

const holding = [`requirepass ${password}`, `masterauth ${password}`, 'save ""']

const watching = (master: number) => [
  `sentinel monitor invoices 127.0.0.1 ${master} 2`,
  `sentinel auth-pass invoices ${password}`,
  'sentinel down-after-milliseconds invoices 1000',
  'sentinel failover-timeout invoices 3000',
]

/** Each in a folder of its own: sentinels write into their configuration. */
function start(port: number, lines: string[], ...flags: string[]): void {
  const dir = join(folder, `${port}`)
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'redis.conf')
  writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', `dir ${dir}`, ...lines, ''].join('\n'))
  servers.set(port, spawn('redis-server', [file, ...flags], { stdio: 'ignore' }))
}
