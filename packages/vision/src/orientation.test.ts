import { expect, test } from 'vitest'
import { invoiceLines, pdfWith } from '../test-support/documents.ts'
import { liesOnItsSide, turn } from './orientation.ts'
import { openPages } from './page-source.ts'
import type { PageImage } from './pixels.ts'
import { toGrey } from './recognize-upright.ts'

/** A few lines of text in a table whose rules run down the whole page. */
async function pageWithRules(): Promise<PageImage> {
  const bytes = await pdfWith((pdf) => {
    pdf.fontSize(10).text(invoiceLines.join('\n'), 80, 300)
    for (let x = 80; x <= 520; x += 40) pdf.moveTo(x, 100).lineTo(x, 740).lineWidth(1).stroke()
  })
  const source = await openPages(bytes, 'application/pdf', { maxPages: 1, maxMegapixels: 50 })
  const page = await toGrey(await source.readImage(1, { maxDpi: 100, maxPixels: 2_000_000 }))
  await source.close()
  return page
}

test('the rules of a table do not make an upright page one that lies on its side', async () => {
  expect(await liesOnItsSide(await pageWithRules())).toBe(false)
})

test.each([1, 3] as const)(
  'a page turned by %d quarters lies on its side, whatever its rules',
  async (turns) => {
    expect(await liesOnItsSide(await turn(await pageWithRules(), turns))).toBe(true)
  },
)
