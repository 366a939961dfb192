import { once } from 'node:events'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { testFolder } from '@invoice-ml/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBucket } from './bucket.ts'
import { createBucketBlobs } from './bucket-blobs.ts'
import { credentials, type ObjectStore, startObjectStore } from './testing/object-store.ts'

const folder = testFolder()
let store: ObjectStore
beforeAll(async () => {
  store = await startObjectStore(join(folder, 'store'), 'invoices')
})
afterAll(() => store.stop())

const jobId = 'job_01kb4c9t3q8v6m2x7r5n0w1ydz'

type Options = { prefix?: string; bucket?: string; pageSize?: number }

/** What one process of the platform sees; all processes share the bucket and nothing else. */
async function processOf(name: string, options: Options = {}) {
  const bucket = createBucket({
    name: options.bucket ?? 'invoices',
    endpoint: store.endpoint,
    region: 'us-east-1',
    credentials,
    ...(options.pageSize && { pageSize: options.pageSize }),
  })
  const blobs = createBucketBlobs(bucket, join(folder, name), options.prefix)
  await blobs.prepare()
  return { bucket, blobs }
}

async function keysIn(bucket: ReturnType<typeof createBucket>, prefix = ''): Promise<string[]> {
  const pages = await Array.fromAsync(bucket.list(prefix))
  return pages.flat().map(({ key }) => key)
}

test('an upload becomes the document of its job for every other process', async () => {
  const gateway = await processOf('gateway-1')
  const worker = await processOf('worker-1')
  await writeFile(gateway.blobs.uploadPath('u1'), 'bytes')

  await gateway.blobs.keepDocument(gateway.blobs.uploadPath('u1'), jobId, 'application/pdf')

  const { lend, documentPath } = worker.blobs
  const seen = await lend(documentPath(jobId, 'application/pdf'), (path) => readFile(path, 'utf8'))
  expect(seen).toBe('bytes')
  await expect(access(gateway.blobs.uploadPath('u1'))).rejects.toThrow('ENOENT')
})

test('what is left beside a file that was made goes as well', async () => {
  const worker = await processOf('worker-of-half')
  let half = ''

  await worker.blobs.keep(worker.blobs.pagePath(jobId, 7), async (path) => {
    half = `${path}.1234`
    await writeFile(half, 'jp')
  })

  await expect(access(half)).rejects.toThrow('ENOENT')
  expect(await worker.blobs.exists(worker.blobs.pagePath(jobId, 7))).toBe(false)
})

test('a file that a worker makes is read by a gateway, and neither keeps a copy', async () => {
  const gateway = await processOf('gateway-2')
  const worker = await processOf('worker-2')
  let made = ''

  await worker.blobs.keep(worker.blobs.pagePath(jobId, 1), async (path) => {
    made = path
    await writeFile(path, 'jpeg')
  })

  const path = gateway.blobs.pagePath(jobId, 1)
  expect(await gateway.blobs.exists(path)).toBe(true)
  expect(String(await gateway.blobs.read(path))).toBe('jpeg')
  expect(await text(await gateway.blobs.open(path))).toBe('jpeg')
  await expect(access(made)).rejects.toThrow('ENOENT')
})

test('what is not there is absent, not a fault', async () => {
  const { blobs } = await processOf('absent')
  const path = blobs.seenPath('job_none')

  const lent = await blobs.lend(path, (local) => readFile(local).catch((error) => error.code))
  await blobs.keep(path, async () => {})

  expect(lent).toBe('ENOENT')
  expect(await blobs.read(path)).toBeUndefined()
  expect(await blobs.exists(path)).toBe(false)
  await expect(blobs.open(path)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a folder that is kept is lent whole', async () => {
  const { blobs } = await processOf('training')
  const place = blobs.trainingFolder(jobId)
  await blobs.keep(place, async (path) => {
    await mkdir(path)
    await writeFile(join(path, '1.jpg'), 'one')
    await writeFile(join(path, 'pages.json.gz'), 'pages')
  })

  const lent = await blobs.lend(place, (path) =>
    Promise.all(['1.jpg', 'pages.json.gz'].map((name) => readFile(join(path, name), 'utf8'))),
  )

  expect(lent).toEqual(['one', 'pages'])
})

test('removing a job leaves nothing of it in the bucket, and nothing of others goes', async () => {
  const { blobs, bucket } = await processOf('remove', { prefix: 'removed/' })
  const other = `${jobId.slice(0, -3)}1dz`
  for (const id of [jobId, other]) {
    await blobs.write(blobs.documentPath(id, 'image/png'), 'document')
    await blobs.write(blobs.pagePath(id, 1), 'page')
    await blobs.write(blobs.seenPath(id), 'seen')
    await blobs.write(join(blobs.trainingFolder(id), '1.jpg'), 'copy')
  }

  await blobs.remove(jobId, 'image/png')
  await blobs.remove(jobId, 'image/png')

  expect(await keysIn(bucket, 'removed/')).toEqual([
    `removed/documents/dz/${other}.png`,
    `removed/pages/dz/${other}/1.jpg`,
    `removed/pages/dz/${other}/seen.json.gz`,
    `removed/training/dz/${other}/1.jpg`,
  ])
})

test('objects of old jobs that are gone go, folder by folder; those with a job stay', async () => {
  const { blobs, bucket } = await processOf('orphans', { prefix: 'orphans/' })
  for (const id of ['job_aa', 'job_bb', 'job_ab'])
    await blobs.write(blobs.documentPath(id, 'application/pdf'), id)
  await blobs.write(blobs.pagePath('job_aa', 1), 'page')
  const age = { from: new Date(0), to: new Date(Date.now() + 60_000) }
  const existing = async (asked: string[]) => asked.filter((id) => id === 'job_bb')

  const young = await blobs.sweepOrphans({ from: new Date(0), to: new Date(1) }, existing)
  let gone = 0
  // The second round begins behind the one that found nothing more.
  for (let turn = 0; turn < 8; turn += 1) gone += await blobs.sweepOrphans(age, existing)

  expect([young, gone]).toEqual([0, 3])
  expect(await keysIn(bucket, 'orphans/')).toEqual(['orphans/documents/bb/job_bb.pdf'])
})

test('more files than the store lists at a time are all found', async () => {
  const { bucket } = await processOf('many', { pageSize: 2 })
  const names = ['many/1', 'many/2', 'many/3', 'many/4', 'many/5']
  for (const name of names) await bucket.putBytes(name, 'x')

  expect(await keysIn(bucket, 'many/')).toEqual(names)
})

test('a bucket that is not there is told at the start', async () => {
  await expect(processOf('missing', { bucket: 'nobody-s' })).rejects.toThrow(
    'The bucket nobody-s is not there',
  )
})

test('a store that answers with faults at first is asked again, with all of the file', async () => {
  const received: string[] = []
  const flaky = createServer(async (request, response) => {
    received.push(await text(request))
    response.writeHead(received.length < 3 ? 503 : 200).end()
  }).listen(0, '127.0.0.1')
  await once(flaky, 'listening')
  const address = flaky.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const bucket = createBucket({
    name: 'invoices',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials,
  })
  const path = join(folder, 'document')
  await writeFile(path, 'all of it')

  await bucket.putFile('key', path)

  expect(received).toEqual(['all of it', 'all of it', 'all of it'])
  await bucket.close()
  flaky.close()
})

test('a store that is away is a part of the platform that is away', async () => {
  const bucket = createBucket({
    name: 'invoices',
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    credentials,
  })

  await expect(bucket.exists('key')).rejects.toMatchObject({ code: 'service-unavailable' })
})
