import type { Batch, BatchId } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients } from '../support/clients.ts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'
import { until } from '../support/wait.ts'
import { zipOf } from '../support/zip.ts'

const [client, other] = clients()

async function completed(batchId: BatchId): Promise<Batch> {
  let batch = await other.readBatch(batchId)
  await until('the batch is completed', async () => {
    batch = await other.readBatch(batchId)
    return batch.status === 'completed'
  })
  return batch
}

test('many documents are read, and any gateway tells how far they are', async () => {
  const uploads = [await textInvoice(12_001), await textInvoice(12_002)]
  const text = { filename: 'notes.txt', bytes: Buffer.from('notes') }

  const accepted = await client.extractBatch([...uploads, text], { externalId: 'LOT-1' })
  const batch = await completed(accepted.batch_id)

  expect(accepted).toMatchObject({ accepted: 2, refused: 1 })
  expect(batch.counts).toMatchObject({ completed: 2, refused: 1 })
  expect(
    batch.entries.map(({ filename, status, problem }) => [filename, status ?? problem?.code]),
  ).toEqual([
    [uploads[0]?.filename, 'completed'],
    [uploads[1]?.filename, 'completed'],
    ['notes.txt', 'unsupported-media-type'],
  ])
})

test('a ZIP is read document by document', async () => {
  const [first, second] = [await textInvoice(12_003), await textInvoice(12_004)]
  const bytes = await zipOf([
    ['mars/first.pdf', first.bytes],
    ['mars/second.pdf', second.bytes],
    ['mars/broken.pdf', Buffer.from('%PDF-1.7 cut off')],
  ])

  const accepted = await client.extractBatch([{ filename: 'mars.zip', bytes }])
  const batch = await completed(accepted.batch_id)

  expect(batch.entries.map(({ filename, status }) => [filename, status])).toEqual([
    ['first.pdf', 'completed'],
    ['second.pdf', 'completed'],
    ['broken.pdf', 'failed'],
  ])
  expect(batch.entries[2]?.problem?.code).toBe('file-corrupt')
  const { data } = await client.http.get('/jobs', { params: { batch_id: accepted.batch_id } })
  expect(data.jobs).toHaveLength(3)
})

test('a batch that is sent again with its key is one batch', async () => {
  const uploads = [await textInvoice(12_005), await textInvoice(12_006)]
  const options = { idempotencyKey: `batch-${Math.random()}` }

  const first = await client.extractBatch(uploads, options)
  const second = await other.extractBatch(uploads, options)

  expect(second.batch_id).toBe(first.batch_id)
  await completed(first.batch_id)
})

test('a single document is read before the batch that was there first', async () => {
  const scans = await Promise.all(Array.from({ length: 6 }, (_, i) => scannedInvoice(12_100 + i)))
  const single = await textInvoice(12_007)
  const accepted = await client.extractBatch(scans)

  const { jobId } = await client.extract(single)
  const job = await client.waitForJob(jobId)
  const meanwhile = await client.readBatch(accepted.batch_id)

  expect(job.status).toBe('completed')
  expect(meanwhile.counts.queued).toBeGreaterThan(0)
  // Nobody waits for the rest of them.
  for (const { job_id } of accepted.entries) if (job_id) await client.deleteJob(job_id)
})
