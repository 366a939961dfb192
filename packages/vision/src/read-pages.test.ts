import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { emptyPdf, invoiceLines, pdfWith } from '../test-support/documents.ts'
import type { Detector } from './detector.ts'
import { openRendering } from './page-images.ts'
import { type ReadOptions, readPages } from './read-pages.ts'
import { createRecognizer } from './recognizer.ts'

const recognizer = createRecognizer(['fra', 'eng'])
afterAll(() => recognizer.close())

const limits = { maxPages: 50, maxMegapixels: 50 }

async function read(
  bytes: Buffer,
  mediaType: 'application/pdf' | 'image/png',
  options?: Partial<ReadOptions>,
) {
  const stages: string[] = []
  const onProgress = ({ stage, page }: { stage: string; page: number }) =>
    stages.push(`${stage} ${page}`)
  const { pages } = await readPages(
    bytes,
    mediaType,
    { limits, ...options },
    { recognizer, onProgress },
  )
  return { pages, stages, text: pages.map(({ words }) => words.map(({ text }) => text).join(' ')) }
}

async function invoicePdf(): Promise<Buffer> {
  return pdfWith((pdf) => pdf.fontSize(16).text(invoiceLines.join('\n')))
}

async function scan(turnClockwise = 0): Promise<Buffer> {
  const rendering = openRendering(await invoicePdf(), 50)
  const { data, width, height, channels } = await rendering.render(1, 2)
  await rendering.close()
  return sharp(data, { raw: { width, height, channels } }).rotate(turnClockwise).png().toBuffer()
}

async function scannedPdf(pages: Buffer[]): Promise<Buffer> {
  return pdfWith(
    (pdf) => {
      for (const page of pages) pdf.addPage().image(page, 0, 0, { width: pdf.page.width })
    },
    { autoFirstPage: false },
  )
}

test('a text layer is taken as it is', async () => {
  const { pages, text, stages } = await read(await invoicePdf(), 'application/pdf')

  expect(pages).toMatchObject([{ number: 1, source: 'text_layer', regions: [] }])
  expect(text[0]).toContain('Total TTC 1 250,00 EUR')
  expect(stages).toEqual(['text_layer 1'])
})

/** Looks at pictures, and finds nothing. */
const detector = {
  usesImages: true,
  width: 640,
  height: 640,
  detect: async () => [],
} as unknown as Detector

test.each([
  ['lies unseen under a picture of the page', 3, 'ocr', 0.9, detector],
  ['lies unseen under a picture that no detector looks at', 3, 'ocr', 0.9, undefined],
  ['is printed over a picture of the page', 0, 'text_layer', 1, detector],
  ['is printed over a picture that no detector looks at', 0, 'text_layer', 1, undefined],
])('text that %s: rendering mode %i is of source %s', async (...given) => {
  const [, mode, source, confidence, looking] = given
  const picture = await scan()
  const bytes = await pdfWith((pdf) => {
    pdf.image(picture, 0, 0, { width: pdf.page.width })
    pdf.addContent(`${mode} Tr`)
    pdf.fontSize(9).text(Array(6).fill(invoiceLines.join('\n')).join('\n'))
  })

  const { pages } = await readPages(
    bytes,
    'application/pdf',
    { limits },
    { recognizer, detector: looking, onProgress: () => {} },
  )

  expect(pages[0]?.words.length).toBeGreaterThan(60)
  expect(pages[0]).toMatchObject({ source })
  expect(new Set(pages[0]?.words.map((word) => word.confidence))).toEqual(new Set([confidence]))
})

test('a page without a text layer is recognised, on its own', async () => {
  const picture = await scan()
  const bytes = await pdfWith((pdf) => {
    pdf.fontSize(16).text(invoiceLines.join('\n'))
    pdf.addPage().image(picture, 0, 0, { width: pdf.page.width })
  })

  const { pages, text, stages } = await read(bytes, 'application/pdf')

  expect(pages.map(({ source }) => source)).toEqual(['text_layer', 'ocr'])
  expect(text[1]).toContain('FA-2024-0012')
  expect(stages).toEqual(['text_layer 1', 'text_layer 2', 'rasterize 2', 'recognize 2'])
})

test('a scan with a stamp of real text on it is recognised', async () => {
  const picture = await scan()
  const bytes = await pdfWith((pdf) => {
    pdf.image(picture, 0, 0, { width: pdf.page.width })
    pdf.fontSize(8).text('Reçu le 12 avril 2024 par le service comptable', 60, 800)
  })

  const { pages, text } = await read(bytes, 'application/pdf')

  expect(pages[0]?.source).toBe('ocr')
  expect(text[0]).toContain('FA-2024-0012')
})

test('a text layer of nonsense is not believed', async () => {
  const picture = await scan()
  const bytes = await pdfWith((pdf) => {
    pdf.image(picture, 0, 0, { width: pdf.page.width })
    pdf.opacity(0).text('Fwxrqz Kjhgfd Mnbvcx Plkjhg Qwrtzp Sdfghj Xcvbnm Trwqzx')
  })

  const { text } = await read(bytes, 'application/pdf')

  expect(text[0]).toContain('FA-2024-0012')
})

test('recognised words lie where they are printed', async () => {
  const [printed] = (await read(await invoicePdf(), 'application/pdf')).pages
  const [recognised] = (await read(await scan(), 'image/png')).pages

  const place = (page: typeof printed) =>
    page?.words.find(({ text }) => text === 'FA-2024-0012')?.box
  expect(place(recognised)?.x).toBeCloseTo(place(printed)?.x ?? 0, 2)
  expect(place(recognised)?.y).toBeCloseTo(place(printed)?.y ?? 0, 1)
})

test.each([90, 180, 270])('a page turned by %i degrees is read upright', async (degrees) => {
  const { pages, text } = await read(await scan(degrees), 'image/png')

  const [page] = pages
  expect(text[0]).toContain('FA-2024-0012')
  expect(page?.height).toBeGreaterThan(page?.width ?? 0)
  const wide = page?.words.filter(({ box, text }) => text.length > 4 && box.width > box.height)
  expect(wide?.length).toBeGreaterThan(5)
})

test.each([-3, 5, 93])('the rows of a page %i degrees askew are straight', async (degrees) => {
  const { pages, text } = await read(await scan(degrees), 'image/png')

  const [page] = pages
  const row = page?.words.filter(({ text }) => /^(FA-2024-0012|Facture|n°)$/.test(text)) ?? []
  const heights = row.map(({ box }) => box.y + box.height / 2)
  expect(text[0]).toContain('FA-2024-0012')
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(0.005)
  expect(page?.height).toBeGreaterThan(page?.width ?? 0)
})

test('a page is read the same whatever was read before', async () => {
  const bytes = await scannedPdf([await scan()])
  const first = await read(bytes, 'application/pdf')
  await read(await scan(180), 'image/png')

  const again = await read(bytes, 'application/pdf')

  expect(again.pages).toEqual(first.pages)
})

test('an empty page has no words and breaks nothing', async () => {
  const { pages } = await read(emptyPdf(1, [595, 842]), 'application/pdf')

  expect(pages).toMatchObject([{ number: 1, source: 'text_layer', words: [] }])
})

test('only the chosen pages are read', async () => {
  const { pages, stages } = await read(await pdfWith(threePages), 'application/pdf', { pages: '2' })

  expect(pages.map(({ number }) => number)).toEqual([2])
  expect(stages).toEqual(['text_layer 2'])
})

function threePages(pdf: PDFKit.PDFDocument): void {
  pdf.text(invoiceLines.join('\n'))
  pdf.addPage().text(invoiceLines.join('\n'))
  pdf.addPage().text(invoiceLines.join('\n'))
}

test.each([
  ['10,000 pages', () => emptyPdf(10_000, [595, 842]), 'too-many-pages'],
  ['a page of 50,000 × 50,000 points', () => emptyPdf(1, [50_000, 50_000]), 'image-too-large'],
  ['half of a file', async () => (await invoicePdf()).subarray(0, 400), 'file-corrupt'],
])('%s is refused before anything is drawn', async (_, make, code) => {
  const reading = read(await make(), 'application/pdf')

  await expect(reading).rejects.toMatchObject({ code })
})
