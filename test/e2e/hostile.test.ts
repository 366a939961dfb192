import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, inject, test } from 'vitest'
import {
  activePdfs,
  bombPdf,
  collidingBlocks,
  hugeHeaders,
  hugeImagePdf,
  selfDrawingPdf,
  selfMeasuringPdf,
} from '../support/active-documents.ts'
import { clients, extractToTheEnd, problemOf } from '../support/clients.ts'
import { endlessPdf } from '../support/hostile-documents.ts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'
import { listener } from '../support/listener.ts'
import { pageOfText } from '../support/pdf.ts'
import { until } from '../support/wait.ts'

const [client] = clients()
const outside = await listener()
afterAll(outside.close)

const zip = Buffer.from('504b0304140000000000', 'hex')

async function pageOf(jobId: string | undefined) {
  const response = await client.http.get(`/jobs/${jobId}/pages/1`, { responseType: 'arraybuffer' })
  return { ...response, bytes: Buffer.from(response.data) }
}

test.each(Object.entries(activePdfs(outside.address)))(
  'a PDF with %s is read, and nobody is called',
  async (_what, bytes) => {
    const job = await extractToTheEnd(client, { filename: 'active.pdf', bytes })
    const page = await pageOf(job.job_id)

    expect(job.status).toBe('completed')
    expect(page.status).toBe(200)
    expect(outside.connections()).toBe(0)
  },
)

test('an invoice in XML that refers to other addresses is read without them', async () => {
  const url = `http://${outside.address}/fetched`
  const bytes = Buffer.from(
    `<?xml version="1.0"?><?xml-stylesheet href="${url}"?>
     <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x ${url}"
       xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="${url}"/></Invoice>`,
  )

  await extractToTheEnd(client, { filename: 'remote.xml', bytes })

  expect(outside.connections()).toBe(0)
})

test('a PDF that is a ZIP as well is read as a PDF', async () => {
  const bytes = Buffer.concat([pageOfText(['Facture F-2026-002']), zip])

  const job = await extractToTheEnd(client, { filename: 'both.zip', bytes })

  expect(job.status).toBe('completed')
})

test.each([
  ['ZIP', zip],
  ['page of HTML', Buffer.from('<html><script>alert(1)</script></html>')],
])('a %s with a PDF behind it is refused', async (_what, head) => {
  const bytes = Buffer.concat([head, pageOfText(['Facture F-2026-003'])])

  expect(await problemOf(client, { filename: 'both.pdf', bytes })).toBe('unsupported-media-type')
})

test('a JPEG with a program behind it comes back as a JPEG without it', async () => {
  const { bytes } = await scannedInvoice(9_101)
  const both = Buffer.concat([bytes, zip, Buffer.from('Main-Class: Evil')])

  const job = await extractToTheEnd(client, { filename: 'photo.jpg', bytes: both })
  const page = await pageOf(job.job_id)

  expect(job.status).toBe('completed')
  expect(page.bytes.includes('Main-Class')).toBe(false)
  expect(page.headers['content-type']).toBe('image/jpeg')
  expect(page.headers['x-content-type-options']).toBe('nosniff')
})

// Two at a time: each of them waits until its reader is ended, twice.
test.concurrent.each([
  ['a gigabyte of blanks', bombPdf(1_000, false)],
  ['a gigabyte packed twice', bombPdf(1_000, true)],
  ['an image of 60,000 by 60,000 pixels', hugeImagePdf(60_000)],
  ['a form that draws itself', selfDrawingPdf()],
  ['a length that is itself', selfMeasuringPdf()],
])(
  'a PDF with %s comes to its end, and so does the next document',
  async (what, bytes) => {
    const next = pageOfText([`Facture after ${what}`])

    const job = await extractToTheEnd(client, { filename: 'bomb.pdf', bytes })
    const after = await extractToTheEnd(client, { filename: 'next.pdf', bytes: next })

    expect(job.problem?.status ?? 422).toBe(422)
    expect(after.status).toBe('completed')
  },
  240_000,
)

test.concurrent('a PDF that never lets its parser go fails, and the next document is read', async () => {
  const next = await textInvoice(7_002)

  const code = await problemOf(client, { filename: 'endless.pdf', bytes: endlessPdf() })
  const after = await extractToTheEnd(client, next)

  expect(code).toBe('document-unreadable')
  expect(after.status).toBe('completed')
}, 240_000)

test.each(Object.entries(hugeHeaders()))(
  '%s is too large by its header',
  async (filename, bytes) => {
    expect(await problemOf(client, { filename, bytes })).toBe('image-too-large')
  },
)

test.each([
  ['folders', '../../etc/passwd.pdf', 'passwd.pdf'],
  ['line breaks', 'a\r\nX-Injected: 1\r\n\r\n.pdf', expect.stringMatching(/^a.*\.pdf$/)],
  ['quotes', 'a"; filename="b.pdf', expect.stringMatching(/^a/)],
  ['a sign that turns it around', 'a\u202Efdp.exe', 'afdp.exe'],
])('a name with %s is harmless wherever it is told', async (_what, filename, told) => {
  const bytes = pageOfText([`Facture ${filename.length}`])

  const { jobId } = await client.extract({ filename, bytes })
  const response = await client.http.get(`/jobs/${jobId}`)

  expect(response.data.filename).toEqual(told)
  expect(response.data.filename).not.toMatch(/\p{C}/u)
  expect(response.headers).not.toHaveProperty('x-injected')
})

const json = { 'Content-Type': 'application/json' }
const corrections = '/jobs/job_00000000000000000000000000/corrections'

test.each([
  ['ten megabytes', `{"fields":[],"x":"${'x'.repeat(10_000_000)}"}`, json, 413],
  ['a million lists in one another', '['.repeat(1_000_000) + ']'.repeat(1_000_000), json, 400],
  [
    'a gigabyte packed',
    gzipSync(Buffer.alloc(1e9, ' ')),
    { ...json, 'Content-Encoding': 'gzip' },
    413,
  ],
  ['a key that is no key', '{"__proto__":{"fields":[]},"constructor":1}', json, 400],
])('JSON of %s is refused', async (_what, body, headers, status) => {
  const response = await client.http.put(corrections, body, { headers })

  expect(response.status).toBe(status)
})

test('two files with one MD5 are two documents', async () => {
  const page = pageOfText(['Facture F-2026-004', 'Total TTC 120,00 EUR'])
  const [first, second] = collidingBlocks.map((block) => Buffer.concat([block, page])) as [
    Buffer,
    Buffer,
  ]
  const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')
  const job = await extractToTheEnd(client, { filename: 'first.pdf', bytes: first })
  const corrected = { fields: [{ label: 'numero_facture' as const, value: 'CORRECTED' }] }
  await client.correctJob(job.job_id, corrected)

  const other = await extractToTheEnd(client, { filename: 'second.pdf', bytes: second })
  const again = await client.extract({ filename: 'first.pdf', bytes: first })

  expect(md5(first)).toBe(md5(second))
  expect(first.equals(second)).toBe(false)
  expect(other.result?.cached).toBe(false)
  expect(JSON.stringify(other.result?.fields)).not.toContain('CORRECTED')
  expect(other.job_id).not.toBe(job.job_id)
  // The cache keeps one of the two: whatever it answers, it is not the other's.
  expect(['accepted', 'completed']).toContain(again.status)
})

const [gatewayAdmin] = inject('adminUrls')

async function openFiles(): Promise<number> {
  const text = await (await fetch(`${gatewayAdmin}/metrics`)).text()
  return Number(/^process_open_fds\{[^}]*\} (\d+)/m.exec(text)?.[1])
}

test.skipIf(gatewayAdmin === undefined)(
  'of a thousand uploads at once each is accepted or told to come again, and none is lost',
  async () => {
    const { bytes } = await textInvoice(9_102)
    const before = await openFiles()
    const post = async () => {
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(bytes)]), 'many.pdf')
      return client.http.post('/extract', form)
    }

    const answers = await Promise.all(Array.from({ length: 1_000 }, post))

    const ids = answers.flatMap(({ data }) => data.job_id ?? data.data?.job_id ?? [])
    const found = await Promise.all(ids.map((id) => client.http.get(`/jobs/${id}`)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => ![200, 202, 429, 503].includes(status))).toEqual([])
    expect(new Set(ids).size).toBe(statuses.filter((status) => status < 300).length)
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([200]))
    await until('their files are closed', async () => (await openFiles()) < before + 50)
    await Promise.all(ids.map((id) => client.deleteJob(id)))
  },
)
