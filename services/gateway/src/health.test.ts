import { whenReady } from '@invoice-ml/queue'
import { testConnections, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { readPlatformHealth } from './health.ts'

const database = testDatabase()
const connections = testConnections()
const blobDir = testFolder()

async function health(checkStore?: () => Promise<void>) {
  const redis = connections.open()
  await whenReady(redis, 5_000)
  const state = { workers: async () => [] }
  return readPlatformHealth({ database: database.get(), redis, state, blobDir, checkStore })
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
