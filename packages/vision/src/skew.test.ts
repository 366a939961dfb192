import sharp from 'sharp'
import { expect, test } from 'vitest'
import { invoiceLines, pdfWith } from '../test-support/documents.ts'
import { openPages } from './page-source.ts'
import type { PageImage } from './pixels.ts'
import { toGrey } from './recognize-upright.ts'
import { skewOf, straighten } from './skew.ts'

/** A page of lines, turned clockwise by some degrees. */
async function pageAskew(degrees: number): Promise<PageImage> {
  const lines = Array.from({ length: 4 }, () => invoiceLines).flat()
  const bytes = await pdfWith((pdf) => pdf.fontSize(10).text(lines.join('\n')))
  const source = await openPages(bytes, 'application/pdf', { maxPages: 1, maxMegapixels: 50 })
  const page = await toGrey(await source.readImage(1, { maxDpi: 100, maxPixels: 2_000_000 }))
  await source.close()
  return straighten(page, -degrees)
}

test.each([-7, -2.5, -0.8, 1.3, 4, 9])(
  'a page %d degrees askew is known to be',
  async (degrees) => {
    expect(await skewOf(await pageAskew(degrees))).toBeCloseTo(degrees, 0)
  },
)

test('a straight page is left alone', async () => {
  expect(await skewOf(await pageAskew(0))).toBe(0)
})

test('lines that run down the page tell as well', async () => {
  expect(await skewOf(await pageAskew(92))).toBeCloseTo(2, 0)
})

test('a page without lines is left alone', async () => {
  const noise = { create: { width: 600, height: 800, channels: 3 as const, background: 'white' } }
  const { data, info } = await sharp({ ...noise })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })

  expect(await skewOf({ data, width: info.width, height: info.height, channels: 1 })).toBe(0)
})

test('a page that was straightened is straight', async () => {
  const page = await pageAskew(3)

  const straight = await straighten(page, await skewOf(page))

  expect(await skewOf(straight)).toBe(0)
})
