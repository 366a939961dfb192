import { expect, test } from 'vitest'
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
  await expect.poll(status, { timeout: 20_000 }).toBe(503)

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

test('a batch that alone is more than may wait is refused, and no file stays', async () => {
  const before = await gateway().files()

  const response = await postBatch(5)

  expect(response.status).toBe(503)
  expect(await gateway().files()).toEqual(before)
})
