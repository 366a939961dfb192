import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawScan } from './draw-scan.ts'

test('a TIFF holds every page of the document', async () => {
  const { image, truth } = await drawScan({
    seed: 4,
    kind: 'invoice',
    itemCount: 40,
    format: 'tiff',
    dpi: 60,
  })

  const { pages, format } = await sharp(image).metadata()

  expect(format).toBe('tiff')
  expect(truth.pages).toBeGreaterThan(1)
  expect(pages).toBe(truth.pages)
})

test.each(['jpeg', 'png'] as const)(
  'a %s shows the first page, with the boxes that are on it',
  async (format) => {
    const { image, truth } = await drawScan({
      seed: 4,
      kind: 'invoice',
      itemCount: 40,
      format,
      dpi: 60,
      capture: 'scan',
    })

    const metadata = await sharp(image).metadata()

    expect(metadata.format).toBe(format)
    expect(new Set(truth.boxes.map(({ page }) => page))).toEqual(new Set([1]))
  },
)

test('under a box of a captured value there is ink', async () => {
  const { image, truth } = await drawScan({ seed: 9, format: 'png', dpi: 100, capture: 'photo' })
  const total = truth.boxes.find(({ label }) => label === 'montant_ttc')

  const { width, height } = await sharp(image).metadata()
  const region = {
    left: Math.round((total?.x ?? 0) * width),
    top: Math.round((total?.y ?? 0) * height),
    width: Math.round((total?.w ?? 0) * width),
    height: Math.round((total?.h ?? 0) * height),
  }
  const { channels } = await sharp(image).extract(region).stats()

  expect((channels[0]?.max ?? 0) - (channels[0]?.min ?? 0)).toBeGreaterThan(60)
})
