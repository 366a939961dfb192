import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pdfWith } from '../test-support/documents.ts'
import { openImage, openRendering } from './page-images.ts'
import type { PageImage } from './pixels.ts'

const everyPixel = 1e9

function pixel({ data, width, channels }: PageImage, x: number, y: number): number[] {
  const start = (y * width + x) * channels
  return [...data.subarray(start, start + channels)]
}

// White, 40 × 20, with a black left third.
function blackLeft() {
  const black = { create: { width: 12, height: 20, channels: 3, background: 'black' } } as const
  return sharp({ create: { width: 40, height: 20, channels: 3, background: 'white' } }).composite([
    { input: black, left: 0, top: 0 },
  ])
}

test('the EXIF orientation of a photo is applied', async () => {
  const bytes = await blackLeft().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const document = await openImage(bytes, 50)

  const size = await document.pageSize(1)
  const image = await document.readImage(1, everyPixel)

  expect(size).toEqual({ width: 20, height: 40 })
  expect([image.width, image.height]).toEqual([20, 40])
  expect(pixel(image, 10, 2)[0]).toBeLessThan(30)
  expect(pixel(image, 10, 38)[0]).toBeGreaterThan(225)
})

test('transparency is paper', async () => {
  const bytes = await sharp({
    create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer()
  const document = await openImage(bytes, 50)

  const image = await document.readImage(1, everyPixel)

  expect(image.channels).toBe(3)
  expect(pixel(image, 4, 4)).toEqual([255, 255, 255])
})

test.each([
  ['CMYK', () => blackLeft().toColourspace('cmyk').jpeg().toBuffer()],
  ['16 bits', () => blackLeft().toColourspace('rgb16').png().toBuffer()],
  ['grey', () => blackLeft().toColourspace('b-w').png().toBuffer()],
  ['palette', () => blackLeft().png({ palette: true }).toBuffer()],
  ['WebP', () => blackLeft().webp().toBuffer()],
  [
    'TIFF of 1 bit',
    () =>
      blackLeft()
        .greyscale()
        .toColourspace('b-w')
        .tiff({ compression: 'lzw', bitdepth: 1 })
        .toBuffer(),
  ],
])('an image in %s comes out in 8 bits', async (_, make) => {
  const document = await openImage(await make(), 50)

  const image = await document.readImage(1, everyPixel)

  expect(image.data.length).toBe(40 * 20 * image.channels)
  expect(pixel(image, 3, 10)[0]).toBeLessThan(40)
  expect(pixel(image, 35, 10)[0]).toBeGreaterThan(215)
})

test('every page of a TIFF is a page', async () => {
  const white = await sharp({ create: { width: 10, height: 10, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  const black = await sharp({ create: { width: 10, height: 10, channels: 3, background: 'black' } })
    .png()
    .toBuffer()
  const bytes = await sharp([white, black], { join: { animated: true } })
    .tiff()
    .toBuffer()
  const document = await openImage(bytes, 50)

  const second = await document.readImage(2, everyPixel)

  expect(document.pageCount).toBe(2)
  expect([second.width, second.height]).toEqual([10, 10])
  expect(pixel(second, 5, 5)[0]).toBe(0)
})

test('a large image is reduced, never enlarged', async () => {
  const bytes = await blackLeft().png().toBuffer()
  const document = await openImage(bytes, 50)

  const reduced = await document.readImage(1, 200)
  const whole = await document.readImage(1, everyPixel)

  expect([reduced.width, reduced.height]).toEqual([20, 10])
  expect([whole.width, whole.height]).toEqual([40, 20])
})

test('an image of 50,000 × 50,000 pixels is refused undecoded', async () => {
  // A PNG whose header is sound and whose pixels are missing.
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    checksum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, checksum])
  }
  const bytes = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('0000c3500000c3500802000000', 'hex')),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
  ])

  const opening = openImage(bytes, 50)

  await expect(opening).rejects.toMatchObject({ code: 'image-too-large' })
})

test('an image that is not one is damaged', async () => {
  const opening = openImage(Buffer.from('\xff\xd8\xff not a photo', 'latin1'), 50)

  await expect(opening).rejects.toMatchObject({ code: 'file-corrupt' })
})

test('a photo whose end is missing is damaged', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const whole = await sharp({
    create: { width: 400, height: 400, channels: 3, background: 'white', noise },
  })
    .jpeg()
    .toBuffer()
  const document = await openImage(whole.subarray(0, whole.length / 2), 50)

  const reading = document.readImage(1, everyPixel)

  await expect(reading).rejects.toMatchObject({ code: 'file-corrupt' })
})

test('of an animation the first picture is the page', async () => {
  const frame = (background: string) =>
    sharp({ create: { width: 10, height: 10, channels: 3, background } })
      .png()
      .toBuffer()
  const bytes = await sharp([await frame('white'), await frame('black')], {
    join: { animated: true },
  })
    .webp({ lossless: true })
    .toBuffer()
  const document = await openImage(bytes, 50)

  const image = await document.readImage(1, everyPixel)

  expect(document.pageCount).toBe(1)
  expect([image.height, pixel(image, 5, 5)[0]]).toEqual([10, 255])
})

test('a PDF page is rendered as its file draws it', async () => {
  const bytes = await pdfWith((pdf) => pdf.rect(0, 0, 300, 842).fill('black'))
  const rendering = openRendering(bytes, 50)

  const image = await rendering.render(1, 0.5)
  await rendering.close()

  expect([image.width, image.height]).toEqual([298, 421])
  expect(pixel(image, 50, 200)).toEqual([0, 0, 0])
  expect(pixel(image, 280, 200)).toEqual([255, 255, 255])
})
