// Draws the page that every model is tried on before it serves: node packages/synthetic/src/draw-known-page.ts
//
// A plain French invoice. Its seed is that of no data set, so no model has learned it by heart.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { makeSample } from './sample.ts'

const out = join(import.meta.dirname, '../../vision/src/known-page')
const widthPixels = 480

const { jpeg, boxes, words } = await makeSample({
  seed: 20_260_128,
  index: Number(process.argv[2] ?? 0),
  layouts: 1_000,
  languages: ['fr'],
  clean: true,
})
const small = sharp(jpeg).greyscale().resize({ width: widthPixels, kernel: 'linear' })
const { info, data } = await small.png({ palette: true, colours: 16 }).toBuffer({
  resolveWithObject: true,
})
await writeFile(join(out, 'page.png'), data)
const page = { width: info.width, height: info.height, words, boxes }
const rounded = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(5)) : value
await writeFile(join(out, 'page.json'), `${JSON.stringify(page, rounded)}\n`)
