import { whenReady } from '@invoice-ml/queue'
import { testConnections, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { type Disk, readDisk } from './disk.ts'
import { readPlatformHealth } from './health.ts'

const database = testDatabase()
const connections = testConnections()
const folder = testFolder()

async function health(
  checkStore?: () => Promise<void>,
  disk: () => Promise<Disk> = () => readDisk(folder),
) {
  const redis = connections.open()
  await whenReady(redis, 5_000)
  const state = { workers: async () => [] }
  return readPlatformHealth({ database: database.get(), redis, state, disk, checkStore })
}

test('while the bucket of the documents cannot be used, none are accepted, and that is told', async () => {
  const away = () => Promise.reject(new Error('no such bucket'))

  const { status, components } = await health(away)

  expect(status).toBe('unhealthy')
  expect(components.object_store).toEqual({ status: 'unhealthy', detail: 'no answer' })
})

test('a bucket that answers is healthy; files in a folder have no object store', async () => {
  const [inBucket, inFolder] = [await health(async () => {}), await health()]

  expect(inBucket.components.object_store?.status).toBe('healthy')
  expect(inFolder.components).not.toHaveProperty('object_store')
})

test.each([
  ['plenty on a large disk', 6e9, 100e9, 'healthy'],
  ['a fortieth of a large disk', 2.5e9, 100e9, 'degraded'],
  ['less than 1 GB of a large disk', 0.9e9, 100e9, 'unhealthy'],
  ['a sixteenth of a small disk', 0.6e9, 10e9, 'healthy'],
  ['a twenty-fifth of a small disk', 0.4e9, 10e9, 'unhealthy'],
])('with %s free the disk is as it should', async (_what, freeBytes, sizeBytes, status) => {
  const { components } = await health(undefined, async () => ({ freeBytes, sizeBytes }))

  expect(components.disk?.status).toBe(status)
})
