import {
  AFRelationship,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
} from '@cantoo/pdf-lib'
import { readEInvoice } from '@invoice-ml/e-invoice'
import PdfKit from 'pdfkit'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { exportCii } from '../cii.ts'
import { sampleExtraction } from '../testing/sample-extraction.ts'
import { drawnPages, keepPages } from './pages.ts'
import { writeFacturX } from './write-facturx.ts'

const at = new Date('2026-01-15T10:30:00Z')
const xml = exportCii(sampleExtraction())

/** A page that is drawn by `draw`. */
async function pdfWith(
  draw: (document: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const document = new PdfKit({ size: 'A4', ...options })
  draw(document)
  document.end()
  return Buffer.concat(await document.toArray())
}

async function photo(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: 'white' } })
    .jpeg()
    .toBuffer()
}

/** A PDF with what may stay, and a link. */
const archivable = () =>
  pdfWith((document) => {
    document.rect(50, 50, 100, 20).fill('#336699')
    document.link(50, 50, 100, 20, 'https://example.com')
  })

const all = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

async function reasonAgainst(pdf: Buffer): Promise<string | undefined> {
  const kept = await keepPages(pdf, all)
  return 'reason' in kept ? kept.reason : undefined
}

async function hybridOf(document: PDFDocument): Promise<PDFDocument> {
  const bytes = await writeFacturX({ xml, document, title: 'facture_001', at })
  return PDFDocument.load(bytes, { updateMetadata: false })
}

test('the invoice within it is the one that was put there', async () => {
  const hybrid = await hybridOf(await drawnPages([await photo(210, 297)]))

  const [attachment, ...others] = hybrid.getAttachments()

  expect(others).toEqual([])
  expect(attachment).toMatchObject({
    name: 'factur-x.xml',
    mimeType: 'text/xml',
    afRelationship: AFRelationship.Alternative,
  })
  expect(Buffer.from(attachment?.data ?? []).toString()).toBe(xml)
  expect(readEInvoice(Buffer.from(attachment?.data ?? []))).toEqual(readEInvoice(Buffer.from(xml)))
})

test('it says that it is PDF/A-3b and Factur-X, in words that nothing compresses', async () => {
  const hybrid = await hybridOf(await drawnPages([await photo(210, 297)]))

  const metadata = hybrid.catalog.lookup(PDFName.of('Metadata'))
  if (!(metadata instanceof PDFRawStream)) throw new Error('there are no metadata')
  const packet = Buffer.from(metadata.contents).toString()

  expect(metadata.dict.has(PDFName.of('Filter'))).toBe(false)
  expect(packet).toContain('<pdfaid:part>3</pdfaid:part>')
  expect(packet).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
  expect(packet).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
  expect(packet).toContain('<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>')
  expect(packet).toContain('<pdf:Producer>Invoice ML</pdf:Producer>')
  expect([hybrid.getProducer(), hybrid.getTitle()]).toEqual(['Invoice ML', 'facture_001'])
})

test('it has what PDF/A-3 wants: the meaning of its colours, an identifier, associated files', async () => {
  const { catalog, context } = await hybridOf(await drawnPages([await photo(210, 297)]))

  const intent = catalog.lookup(PDFName.of('OutputIntents'), PDFArray).lookup(0, PDFDict)

  expect(intent.get(PDFName.of('S'))).toBe(PDFName.of('GTS_PDFA1'))
  expect(context.trailerInfo.ID).toBeDefined()
  expect(catalog.has(PDFName.of('AF'))).toBe(true)
})

test('an image is a page in its proportions', async () => {
  const pages = (await drawnPages([await photo(800, 200), await photo(200, 800)])).getPages()

  const sizes = pages.map((page) => page.getSize())

  expect(sizes.map(({ width, height }) => Math.round((100 * width) / height))).toEqual([400, 25])
  expect(Math.max(...sizes.flatMap(({ width, height }) => [width, height]))).toBeLessThan(842)
})

test('the pages of a PDF are kept, and nothing else of it', async () => {
  const source = await PDFDocument.load(await archivable())
  source.addJavaScript('greet', 'app.alert(1)')
  await source.attach(Buffer.from('<old/>'), 'factur-x.xml')
  const kept = await keepPages(Buffer.from(await source.save()), all)

  if (!('document' in kept)) throw new Error(kept.reason)
  const hybrid = await hybridOf(kept.document)

  expect(hybrid.getPages().map((page) => Math.round(page.getWidth()))).toEqual([595])
  expect(hybrid.getAttachments().map(({ data }) => Buffer.from(data).toString())).toEqual([xml])
  expect(hybrid.getPage(0).node.has(PDFName.of('Annots'))).toBe(false)
  expect(
    Buffer.from(await hybrid.save({ useObjectStreams: false })).toString('latin1'),
  ).not.toMatch(/JavaScript|app\.alert|example\.com/)
})

test('only the pages that were read are kept', async () => {
  const source = await pdfWith((document) => {
    document.addPage({ size: [300, 400] }).addPage({ size: [100, 100] })
  })

  const kept = await keepPages(source, () => [2])

  if (!('document' in kept)) throw new Error(kept.reason)
  expect(kept.document.getPages().map((page) => page.getSize())).toEqual([
    { width: 300, height: 400 },
  ])
})

test.each([
  ['a font is not embedded', pdfWith((document) => document.text('Facture'))],
  ['a colour is in CMYK', pdfWith((document) => document.rect(0, 0, 9, 9).fill([0, 0, 0, 100]))],
  ['there is an annotation', pdfWith((document) => document.note(50, 50, 100, 20, 'Payé'))],
  [
    'a colour is in CMYK',
    photo(20, 20).then(async (jpeg) => {
      const cmyk = await sharp(jpeg).toColourspace('cmyk').jpeg().toBuffer()
      return pdfWith((document) => document.image(cmyk, 0, 0))
    }),
  ],
])('pages are not kept when %s', async (reason, pdf) => {
  expect(await reasonAgainst(await pdf)).toBe(reason)
})

test('a PDF that is damaged or encrypted is not kept', async () => {
  const encrypted = pdfWith((document) => document.rect(0, 0, 9, 9).fill('red'), {
    ownerPassword: 'secret',
  })

  expect(await reasonAgainst(await encrypted)).toMatch(/encrypted/)
  expect(await reasonAgainst(Buffer.from('%PDF-1.7\nnothing'))).toBeDefined()
})
