import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { makeFacturX } from './make-facturx.ts'
import type { FacturxRequest, ReaderMessage } from './reader-protocol.ts'

const folder = testFolder()

/** A page with a rectangle in this colour, of a PDF without a table, which is looked for where it is missing. */
const pageIn = (colour: string) => `%PDF-1.7
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Count 1 /Kids [3 0 R] >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << >> >>
endobj
4 0 obj
<< /Length ${colour.length + 16} >>
stream
${colour} 9 9 80 80 re f
endstream
endobj
trailer
<< /Root 1 0 R /Size 5 >>
%%EOF`

// One grey pixel.
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
)

const drawing = {
  renderPages: async function* () {
    yield { jpeg, page: 1, pages: 1 }
  },
}

async function make(pdf: string, wanted: Partial<FacturxRequest> = {}) {
  const [path, xmlPath, outPath] = ['in.pdf', 'in.xml', 'out.pdf'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  await writeFile(path, pdf)
  await writeFile(xmlPath, '<invoice/>')
  const told: ReaderMessage[] = []
  const request: FacturxRequest = {
    type: 'facturx',
    id: 'job_1',
    path,
    mediaType: 'application/pdf',
    options: {},
    limits: { maxPages: 10, maxMegapixels: 100 },
    maxPixels: 1_000_000,
    pages: 'kept',
    title: 'facture',
    xmlPath,
    outPath,
    ...wanted,
  }
  await makeFacturX(request, drawing, (message) => told.push(message))
  const made = (await readFile(outPath)).toString('latin1')
  return { made, told: told.map(({ type }) => type) }
}

test('pages that PDF/A allows are taken as they are', async () => {
  const { made, told } = await make(pageIn('1 0 0 rg'))

  expect(made).toContain('0 0 300 400')
  expect(made).not.toContain('/Image')
  expect(told).toEqual([])
})

test('pages that PDF/A does not allow are drawn, and it is told why', async () => {
  const { made, told } = await make(pageIn('0 0 0 1 k'))

  expect(made).toContain('/Image')
  expect(told).toEqual(['notice', 'progress'])
})

test('pages are drawn when that is asked for', async () => {
  const { made, told } = await make(pageIn('1 0 0 rg'), { pages: 'drawn' })

  expect(made).toContain('/Image')
  expect(told).toEqual(['progress'])
})

test('an invoice that has no pages is refused', async () => {
  await expect(make('<invoice/>', { mediaType: 'application/xml' })).rejects.toMatchObject({
    code: 'page-not-found',
  })
})
