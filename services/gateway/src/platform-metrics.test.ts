import type { Health } from '@invoice-ml/contracts'
import { createWorkerRegistry, whenReady } from '@invoice-ml/queue'
import { createMetrics } from '@invoice-ml/runtime'
import { createJobs } from '@invoice-ml/storage'
import { sampleJob, testConnections, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { readDisk } from './disk.ts'
import { watchPlatform } from './platform-metrics.ts'

const database = testDatabase()
const connections = testConnections()
const folder = testFolder()

async function scrape(
  checkStore?: () => Promise<void>,
  status: Health['status'] = 'degraded',
): Promise<string> {
  const redis = connections.open()
  await whenReady(redis, 5_000)
  const metrics = createMetrics('test')
  const registry = createWorkerRegistry(redis)
  const disk = () => readDisk(folder)
  const health = async () => ({ status })
  watchPlatform(metrics, { database: database.get(), redis, registry, disk, health, checkStore })
  return metrics.registry.metrics()
}

test('what waits, the disk, the workers and the stores are told', async () => {
  await createJobs(database.get()).submit(sampleJob())

  const text = await scrape()

  expect(text).toMatch(/^invoiceml_jobs_waiting\{priority="interactive".*\} 1$/m)
  expect(text).toMatch(/^invoiceml_jobs_oldest_waiting_seconds\{priority="interactive".*\} [\d.]+/m)
  expect(text).toMatch(/^invoiceml_documents_to_review\{.*\} 0$/m)
  expect(text).toMatch(/^invoiceml_disk_free_bytes\{.*\} [1-9]/m)
  expect(text).toMatch(/^invoiceml_workers_present\{.*\} 0$/m)
  expect(text).toMatch(/^invoiceml_dependency_up\{dependency="postgres".*\} 1$/m)
  expect(text).toMatch(/^invoiceml_dependency_up\{dependency="redis".*\} 1$/m)
})

test('documents are accepted as long as the platform is not unhealthy', async () => {
  const [degraded, unhealthy] = [await scrape(), await scrape(undefined, 'unhealthy')]

  expect(degraded).toMatch(/^invoiceml_accepting_documents\{.*\} 1$/m)
  expect(unhealthy).toMatch(/^invoiceml_accepting_documents\{.*\} 0$/m)
})

test('an object store is told of where there is one', async () => {
  const [present, away, none] = [
    await scrape(async () => {}),
    await scrape(async () => {
      throw new Error('away')
    }),
    await scrape(),
  ]

  const told = /^invoiceml_dependency_up\{dependency="object_store".*\} (\d)$/m
  expect([present, away, none].map((text) => told.exec(text)?.[1])).toEqual(['1', '0', undefined])
})

test('while PostgreSQL is away that is told, and no old number', async () => {
  await database.lose()

  const text = await scrape()

  expect(text).toMatch(/^invoiceml_dependency_up\{dependency="postgres".*\} 0$/m)
  expect(text).not.toMatch(/^invoiceml_jobs_waiting\{/m)
  expect(text).toMatch(/^invoiceml_disk_free_bytes\{/m)
})
