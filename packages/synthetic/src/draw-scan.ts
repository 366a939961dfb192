import { openRendering } from '@invoice-ml/vision'
import sharp from 'sharp'
import { type DrawOptions, drawInvoice } from './draw-invoice.ts'
import { createRandom } from './random.ts'
import { type Capture, capture } from './scan.ts'
import type { Truth } from './truth.ts'
import { type Pixels, projectBox } from './warp.ts'

export type ScanOptions = DrawOptions & {
  /** How the paper was taken; nothing is spoilt without it. */
  capture?: Capture
  /** Only a TIFF holds all pages; the others hold the first. */
  format: 'jpeg' | 'png' | 'tiff'
  /** Pixels for each inch of paper. */
  dpi?: number
}

/** The same document as `drawInvoice` gives, as an image without a text layer; the boxes of the truth have moved with the paper. */
export async function drawScan(options: ScanOptions): Promise<{ image: Uint8Array; truth: Truth }> {
  const { pdf, truth } = await drawInvoice(options)
  const random = createRandom(options.seed, 'scan')
  const count = options.format === 'tiff' ? truth.pages : 1
  const rendering = openRendering(pdf, 100)
  const pages: Pixels[] = []
  const boxes: Truth['boxes'] = []
  for (let page = 1; page <= count; page += 1) {
    const clean = await rendering.render(page, (options.dpi ?? 150) / 72)
    const onPage = truth.boxes.filter((box) => box.page === page)
    const taken = options.capture ? await capture(random, clean, options.capture) : undefined
    pages.push(taken?.image ?? clean)
    for (const { label, x, y, w, h } of onPage) {
      const box = { x, y, width: w, height: h }
      const moved = taken ? projectBox(taken.map, box) : box
      boxes.push({ label, page, x: moved.x, y: moved.y, w: moved.width, h: moved.height })
    }
  }
  await rendering.close()
  const rendered = options.capture === 'photo' ? 'photo' : 'scan'
  const name = truth.document.replace('.pdf', `.${options.format}`)
  return {
    image: await encode(pages, options.format),
    truth: { ...truth, document: name, rendering: rendered, pages: count, boxes },
  }
}

async function encode(pages: Pixels[], format: ScanOptions['format']): Promise<Uint8Array> {
  const images = await Promise.all(
    pages.map(({ data, width, height, channels }) =>
      sharp(data, { raw: { width, height, channels } }).toColourspace('srgb').png().toBuffer(),
    ),
  )
  const [first] = images
  if (format !== 'tiff' || images.length === 1) return sharp(first).toFormat(format).toBuffer()
  return sharp(images, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer()
}
