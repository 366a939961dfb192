import { Problem } from '@invoice-ml/contracts'
import { Settings } from '@invoice-ml/runtime'
import { expect, test } from 'vitest'
import { refuseWhenOverloaded } from './refuse-when-overloaded.ts'
import { newPdf, testGateway, upload } from './test-gateway.ts'

const gateway = testGateway({ settings: { INVOICE_API__MAX_QUEUE_DEPTH: '4' } })

function postBatch(count: number) {
  const form = new FormData()
  for (let i = 0; i < count; i++) form.append('files', newPdf(), `f${i}.pdf`)
  return gateway().ask('/extract/batch', { method: 'POST', body: form })
}

test('when the lane of batches is full, a single document is taken all the same', async () => {
  await postBatch(4)
  // What waits is counted once a second.
  const status = async () => (await postBatch(1)).status
  await expect.poll(status).toBe(503)

  const batch = await postBatch(1)
  const asBatch = await gateway().ask('/extract', {
    method: 'POST',
    body: upload({ priority: 'batch' }),
  })
  const before = await gateway().files()
  const single = await gateway().ask('/extract', { method: 'POST', body: upload() })

  expect(batch.status).toBe(503)
  expect(Number(batch.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(asBatch.status).toBe(503)
  expect(single.status).toBe(202)
  expect(await gateway().files()).toHaveLength(before.length + 1)
})

test('while the disk is full no document is taken, not even one that was taken before', async () => {
  const dependencies = {
    disk: async () => ({ freeBytes: 0.9e9, sizeBytes: 100e9 }),
    state: { jobsAhead: async () => 0, secondsToRead: async () => 1 },
    usedKeys: { has: async () => true },
    settings: Settings.parse({}),
  }

  const taking = refuseWhenOverloaded({ priority: 'interactive', key: 'k' }, dependencies)

  await expect(taking).rejects.toMatchObject({ code: 'service-unavailable', retryAfterSeconds: 60 })
})

test('a batch that alone is more than may ever wait is not told to come back, and no file stays', async () => {
  await gateway().database().pool.query('delete from jobs')
  const before = await gateway().files()
  // What waits is counted once a second.
  await expect.poll(async () => (await postBatch(5)).status).toBe(413)

  const response = await postBatch(5)

  expect(response.headers.has('retry-after')).toBe(false)
  expect(Problem.parse(await response.json())).toMatchObject({
    code: 'too-many-files',
    detail: '5 are to be read; at most 4 may wait',
  })
  expect(await gateway().files()).toEqual(before)
})

test('what was accepted is answered again when nothing else is taken any more', async () => {
  const headers = { 'Idempotency-Key': crypto.randomUUID() }
  const [file, files] = [newPdf(), [newPdf(), newPdf(), newPdf()]]
  const single = () =>
    gateway().ask('/extract', { method: 'POST', body: upload({}, file), headers })
  const batchHeaders = { 'Idempotency-Key': crypto.randomUUID() }
  const batch = () => {
    const form = new FormData()
    for (const one of files) form.append('files', one, 'f.pdf')
    return gateway().ask('/extract/batch', { method: 'POST', body: form, headers: batchHeaders })
  }
  await gateway().database().pool.query('delete from jobs')
  await expect.poll(async () => (await batch()).status).toBe(202)
  await expect.poll(async () => (await single()).status).toBe(202)
  await expect.poll(async () => (await postBatch(1)).status).toBe(503)

  const answers = [await single(), await batch()]

  expect(answers.map(({ status }) => status)).toEqual([202, 202])
  expect(answers.map((answer) => answer.headers.get('idempotency-replayed'))).toEqual([
    'true',
    'true',
  ])
})
