import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createId, extractionQueue } from '@invoice-ml/contracts'
import { createLogger } from '@invoice-ml/runtime'
import { testConnections, testFolder } from '@invoice-ml/testing'
import { freePort } from '@invoice-ml/testing/ports'
import { Queue } from 'bullmq'
import { afterAll, expect, test } from 'vitest'
import { closeConnection, createProducerConnection, whenReady } from './connection.ts'
import { createProducer } from './producer.ts'

const connections = testConnections()
const folder = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir: folder, file: 'system.log' })

const payload = () => ({ jobId: createId('job'), requestId: 'req_0123456789abcdef' })

test('a payload that waits already is not added again', async () => {
  const connection = connections.open()
  const producer = createProducer({ ...extractionQueue, name: 'once' }, connection)
  await whenReady(connection, 5_000)
  const job = payload()

  await producer.add(job)
  await producer.add(job)
  await producer.addMany([{ payload: job }, { payload: payload() }])

  expect(await producer.countWaiting()).toBe(2)
  await producer.close()
})

test('a payload that is none is refused before it is added', async () => {
  const connection = connections.open()
  const producer = createProducer({ ...extractionQueue, name: 'checked' }, connection)
  await whenReady(connection, 5_000)

  const adding = producer.add({ jobId: 'facture', requestId: 'req_0123456789abcdef' })

  await expect(adding).rejects.toThrow()
  expect(await producer.countWaiting()).toBe(0)
  await producer.close()
})

test('a single document goes before a batch that came earlier', async () => {
  const connection = connections.open()
  const producer = createProducer({ ...extractionQueue, name: 'lanes' }, connection)
  await whenReady(connection, 5_000)
  const [batch, single] = [payload(), payload()]

  await producer.addMany([{ payload: batch, priority: 'batch' }])
  await producer.add(single, { priority: 'interactive' })

  const queue = new Queue('lanes', { connection: connection.redis, prefix: connection.prefix })
  const waiting = await queue.getPrioritized()
  expect(waiting.map(({ data }) => data.jobId)).toEqual([single.jobId, batch.jobId])
  await queue.close()
  await producer.close()
})

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

test('while Redis is away adding fails at once, and works once it is there', async () => {
  const port = await freePort()
  const connection = createProducerConnection({ url: `redis://127.0.0.1:${port}`, logger })
  const producer = createProducer(extractionQueue, connection)

  await expect(producer.add(payload())).rejects.toThrow()
  startRedis(port)
  await whenReady(connection, 20_000)
  await producer.add(payload())

  expect(await producer.countWaiting()).toBe(1)
  await producer.close()
  await closeConnection(connection)
})

test('when Redis comes back empty, adding goes on', async () => {
  const port = await freePort()
  const first = startRedis(port)
  const connection = createProducerConnection({ url: `redis://127.0.0.1:${port}`, logger })
  const producer = createProducer(extractionQueue, connection)
  await whenReady(connection, 10_000)
  await producer.add(payload())

  const lost = once(connection.redis, 'close')
  first.kill('SIGKILL')
  await lost
  await expect(producer.add(payload())).rejects.toThrow()
  startRedis(port)
  await whenReady(connection, 20_000)
  await producer.add(payload())

  expect(await producer.countWaiting()).toBe(1)
  await producer.close()
  await closeConnection(connection)
})

function startRedis(port: number): ChildProcess {
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  const child = spawn('redis-server', args, { stdio: 'ignore' })
  children.push(child)
  return child
}
