import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd, problemOf } from '../support/clients.ts'
import { circularPdf, hugePng, manyPages } from '../support/hostile-documents.ts'
import { textInvoice } from '../support/invoices.ts'

const [client] = clients()
const encrypted = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'encrypted.pdf'))

test('a request without a file is told so, in the form of RFC 9457', async () => {
  const form = new FormData()
  form.set('external_id', 'ERP-1')

  const response = await client.http.post('/extract', form)

  expect(response.status).toBe(400)
  expect(response.headers['content-type']).toMatch('application/problem+json')
  expect(Problem.parse(response.data)).toMatchObject({
    code: 'file-missing',
    status: 400,
    type: '/problems/file-missing',
  })
})

test('an empty file is refused', async () => {
  const empty = { filename: 'empty.pdf', bytes: new Uint8Array() }

  expect(await problemOf(client, empty)).toBe('file-empty')
})

test('a page of HTML that calls itself a PDF is refused by its content', async () => {
  const html = Buffer.from('<!doctype html><html><body>Facture</body></html>')

  expect(await problemOf(client, { filename: 'facture.pdf', bytes: html })).toBe(
    'unsupported-media-type',
  )
})

test('a PDF that is cut off is corrupt', async () => {
  const { bytes } = await textInvoice(7_001)
  const half = bytes.subarray(0, 400)

  expect(await problemOf(client, { filename: 'half.pdf', bytes: half })).toBe('file-corrupt')
})

test('an image that holds nothing but its first bytes is corrupt', async () => {
  const head = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')

  expect(await problemOf(client, { filename: 'photo.jpg', bytes: head })).toBe('file-corrupt')
})

test('a document behind a password is refused', async () => {
  expect(await problemOf(client, { filename: 'locked.pdf', bytes: encrypted })).toBe(
    'document-encrypted',
  )
})

test('waiting for a document behind a password answers the problem itself', async () => {
  const form = new FormData()
  // A byte after the end makes it another file, which no earlier answer is known for.
  form.set('file', new Blob([encrypted, '\n']), 'locked.pdf')

  const response = await client.http.post('/extract', form, { headers: { Prefer: 'wait=30' } })

  expect(response.status).toBe(422)
  expect(response.data.code).toBe('document-encrypted')
})

test('ten thousand pages are too many', async () => {
  const bytes = manyPages(10_000)

  expect(await problemOf(client, { filename: 'book.pdf', bytes })).toBe('too-many-pages')
})

test('fifty thousand by fifty thousand pixels are too many, however small the file', async () => {
  const bytes = await hugePng(50_000)

  expect(await problemOf(client, { filename: 'huge.png', bytes })).toBe('image-too-large')
})

test('a PDF whose page tree contains itself is damaged', async () => {
  const bytes = circularPdf()

  expect(await problemOf(client, { filename: 'circle.pdf', bytes })).toBe('file-corrupt')
})

test('pages that the document does not have are told so', async () => {
  const upload = await textInvoice(7_003)

  const job = await extractToTheEnd(client, upload, { pages: '8-9' })

  expect(job.problem?.code).toBe('no-page-selected')
})

test('pages that are no pages are an invalid request', async () => {
  const upload = await textInvoice(7_003)

  await expect(client.extract(upload, { pages: 'first' })).rejects.toMatchObject({
    code: 'invalid-request',
  })
})

test('a job that never was is not found', async () => {
  const response = await client.http.get('/jobs/job_00000000000000000000000000')

  expect(response.status).toBe(404)
  expect(response.data.code).toBe('job-not-found')
})

test('every problem names a page that says what to do', async () => {
  const response = await client.http.get('/problems/document-encrypted')

  expect(response.status).toBe(200)
})
