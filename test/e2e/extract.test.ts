import { Extraction } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { textInvoice } from '../support/invoices.ts'

const [client, other] = clients()

test('a document is accepted at once and its job says where to look', async () => {
  const upload = await textInvoice(1_001)

  const submission = await client.extract(upload, { externalId: 'ERP-1001' })

  if (submission.status !== 'accepted') throw new Error('the answer was not 202')
  const { response, jobId } = submission
  expect(response.status).toBe(202)
  expect(response.headers.location).toBe(`/jobs/${jobId}`)
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
  expect(response.data).toMatchObject({
    success: true,
    status: 'queued',
    status_url: `/jobs/${jobId}`,
    events_url: `/jobs/${jobId}/events`,
    message: 'Document accepté',
  })
})

test('polling leads to the fields that are printed on the document', async () => {
  const upload = await textInvoice(1_002)

  const job = await extractToTheEnd(client, upload)

  const values = new Map(job.result?.fields.map((field) => [field.label, field.value]))
  expect(job.status).toBe('completed')
  expect(job.filename).toBe(upload.filename)
  expect(values.get('numero_facture')).toBe(upload.truth.numero_facture)
  expect(values.get('date_facture')).toBe(upload.truth.date_facture)
  expect(values.get('montant_ttc')).toMatch(String(upload.truth.montant_ttc))
})

test('every field has its place on the page and its confidence', async () => {
  const upload = await textInvoice(1_003)

  const { result } = await extractToTheEnd(client, upload)

  const boxes = result?.fields.flatMap(({ bbox }) => bbox ?? []) ?? []
  expect(boxes.length).toBeGreaterThan(3)
  for (const box of boxes) {
    expect(box.x + box.width).toBeLessThanOrEqual(1.001)
    expect(box.y + box.height).toBeLessThanOrEqual(1.001)
  }
  for (const { confidence } of result?.fields ?? []) expect(confidence).toBeGreaterThan(0)
})

test('who prefers to wait gets the extraction in the same answer', async () => {
  const upload = await textInvoice(1_004)
  const form = new FormData()
  form.set('file', new Blob([upload.bytes]), upload.filename)

  const response = await client.http.post('/extract', form, { headers: { Prefer: 'wait=60' } })

  expect(response.status).toBe(200)
  expect(response.data).toMatchObject({ success: true, message: 'Extraction réussie' })
  expect(Extraction.parse(response.data.data)).toMatchObject({ filename: upload.filename })
})

test('a file that was read before is answered from the cache, by any gateway', async () => {
  const upload = await textInvoice(1_005)
  const first = await extractToTheEnd(client, upload)

  const again = await other.extract({ ...upload, filename: 'another-name.pdf' })

  if (again.status !== 'completed') throw new Error('the answer was not 200')
  expect(again.extraction.cached).toBe(true)
  expect(again.extraction.filename).toBe('another-name.pdf')
  expect(again.extraction.fields).toEqual(first.result?.fields)
  expect(again.jobId).not.toBe(first.job_id)
})

test('a refresh reads a known file again', async () => {
  const upload = await textInvoice(1_006)
  await extractToTheEnd(client, upload)

  const again = await client.extract(upload, { refresh: true, waitSeconds: 60 })

  if (again.status !== 'completed') throw new Error('the answer was not 200')
  expect(again.extraction.cached).toBe(false)
})

test('two equal uploads in flight are read once', async () => {
  const upload = await textInvoice(1_007)

  const jobs = await Promise.all([
    extractToTheEnd(client, upload),
    extractToTheEnd(other, upload),
    extractToTheEnd(client, upload),
  ])

  const cached = jobs.map((job) => job.result?.cached)
  expect(jobs.map((job) => job.status)).toEqual(['completed', 'completed', 'completed'])
  expect(cached.filter((isCached) => isCached === false)).toHaveLength(1)
})

test('a request repeated with its Idempotency-Key makes one job', async () => {
  const upload = await textInvoice(1_008)
  const options = { idempotencyKey: `key-${Math.random()}`, externalId: 'ERP-1008' }

  const first = await client.extract(upload, options)
  const second = await other.extract(upload, options)

  expect(second.jobId).toBe(first.jobId)
})

test('an Idempotency-Key does not serve another document', async () => {
  const options = { idempotencyKey: `key-${Math.random()}` }
  await client.extract(await textInvoice(1_009), options)

  const attempt = client.extract(await textInvoice(1_010), options)

  await expect(attempt).rejects.toMatchObject({ code: 'idempotency-mismatch' })
})

test('any gateway answers for any job', async () => {
  const { jobId } = await client.extract(await textInvoice(1_011))

  const job = await other.waitForJob(jobId)

  expect(job.job_id).toBe(jobId)
  expect(job.status).toBe('completed')
})

test('a deleted job is gone, with its file and its place in the cache', async () => {
  const upload = await textInvoice(1_012)
  const job = await extractToTheEnd(client, upload)

  await client.deleteJob(job.job_id)

  const again = await client.extract(upload, { waitSeconds: 60 })
  await expect(client.readJob(job.job_id)).rejects.toMatchObject({ code: 'job-not-found' })
  if (again.status !== 'completed') throw new Error('the answer was not 200')
  expect(again.extraction.cached).toBe(false)
})
