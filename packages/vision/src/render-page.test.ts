import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { invoiceLines, pdfWith } from '../test-support/documents.ts'
import { createRecognizer } from './recognizer.ts'
import { renderPage } from './render-page.ts'
import { skewOf } from './skew.ts'

const recognizer = createRecognizer(['fra', 'eng'])
afterAll(() => recognizer.close())

const options = { page: 1, maxPixels: 2_000_000, maxMegapixels: 50 }

async function invoicePdf(): Promise<Buffer> {
  return pdfWith((pdf) => pdf.fontSize(16).text(invoiceLines.join('\n')))
}

test('a page becomes a JPEG of the size asked for', async () => {
  const jpeg = await renderPage(await invoicePdf(), 'application/pdf', options, recognizer)

  const { format, width, height } = await sharp(jpeg).metadata()
  expect(format).toBe('jpeg')
  expect(width * height).toBeGreaterThan(1_900_000)
  expect(width * height).toBeLessThan(2_010_000)
  expect(width / height).toBeCloseTo(595 / 842, 2)
})

test('a scan on its head is shown upright', async () => {
  const upright = await renderPage(await invoicePdf(), 'application/pdf', options, recognizer)
  const turned = await sharp(upright).rotate(180).png().toBuffer()

  const jpeg = await renderPage(turned, 'image/png', options, recognizer)

  expect(await brightness(jpeg, 0)).toBeLessThan((await brightness(jpeg, 1200)) - 3)
})

test('a scan askew whose own words are kept is shown as it lies, so that they lie on what they say', async () => {
  const nonsense = 'Fwxrqz Kjhgfd Mnbvcx Plkjhg Qwrtzp Sdfghj Xcvbnm Trwqzx '.repeat(4)
  const straight = await pdfWith((pdf) => pdf.fontSize(20).text(nonsense))
  const drawn = await renderPage(straight, 'application/pdf', options, recognizer)
  const askew = await sharp(drawn).rotate(4, { background: 'white' }).png().toBuffer()
  const scan = await pdfWith((pdf) => {
    pdf.image(askew, 0, 0, { width: pdf.page.width })
    pdf.opacity(0).text(`${'Facture '.repeat(16)}${nonsense}`)
  })

  const jpeg = await renderPage(scan, 'application/pdf', options, recognizer)

  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  expect(await skewOf({ data, width, height, channels: 1 })).toBeCloseTo(4, 0)
})

// Mean of 400 rows from `top`; text makes them darker.
async function brightness(jpeg: Buffer, top: number): Promise<number> {
  const rows = await sharp(jpeg).extract({ left: 0, top, width: 1000, height: 400 }).toBuffer()
  return (await sharp(rows).stats()).channels[0]?.mean ?? 0
}

test('a page that does not exist is said', async () => {
  const rendering = renderPage(
    await invoicePdf(),
    'application/pdf',
    { ...options, page: 2 },
    recognizer,
  )

  await expect(rendering).rejects.toMatchObject({ code: 'page-not-found' })
})
