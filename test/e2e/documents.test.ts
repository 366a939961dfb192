import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { scannedInvoice, scannedPages, textInvoice } from '../support/invoices.ts'

const [client] = clients()

test('an invoice of several pages is read to its last', async () => {
  const upload = await textInvoice(3_001, 'many pages')

  const { result } = await extractToTheEnd(client, upload)

  expect(result?.pages).toBe(upload.pages)
  expect(upload.pages).toBeGreaterThan(1)
})

test('only the pages that were asked for are read', async () => {
  const upload = await textInvoice(3_002, 'many pages')

  const { result } = await extractToTheEnd(client, upload, { pages: '1' })

  expect(result?.pages).toBe(1)
})

test('a scan is read by recognition, and says so', async () => {
  const upload = await scannedInvoice(3_003)

  const { result } = await extractToTheEnd(client, upload)

  expect(result?.rendering).toBe('scan')
  expect(result?.fields.some((field) => field.source === 'ocr')).toBe(true)
})

test('a TIFF of two pages is read as two pages', async () => {
  const upload = await scannedPages(3_004, 2)

  const { result } = await extractToTheEnd(client, upload)

  expect(upload.filename).toMatch(/\.tiff$/)
  expect(result?.pages).toBe(2)
})

test('a photo that its camera says is turned is read upright', async () => {
  const upright = await scannedInvoice(3_005)
  const bytes = await sharp(upright.bytes)
    .rotate(-90)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

  const { result } = await extractToTheEnd(client, { filename: 'photo.jpg', bytes })

  expect(result?.fields.length).toBeGreaterThan(0)
  const page = await client.http.get(`/jobs/${result?.job_id}/pages/1`, {
    responseType: 'arraybuffer',
  })
  const { width, height } = await sharp(page.data).metadata()
  expect(height).toBeGreaterThan(width)
})

test('a file is read for what it is, whatever its name', async () => {
  const upload = await scannedInvoice(3_006)

  const job = await extractToTheEnd(client, { ...upload, filename: 'facture.pdf' })

  expect(job.status).toBe('completed')
})

test('a page comes back as an image', async () => {
  const job = await extractToTheEnd(client, await textInvoice(3_007))

  const response = await client.http.get(`/jobs/${job.job_id}/pages/1`, {
    responseType: 'arraybuffer',
  })

  const { format, width } = await sharp(response.data).metadata()
  expect(response.status).toBe(200)
  expect(format).toBe('jpeg')
  expect(width).toBeGreaterThan(500)
})

test('a page that is not there is told so', async () => {
  const job = await extractToTheEnd(client, await textInvoice(3_008))

  const response = await client.http.get(`/jobs/${job.job_id}/pages/9`)

  expect(response.status).toBe(404)
  expect(response.data.code).toBe('page-not-found')
})
