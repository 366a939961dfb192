// What each step of recognition is worth: known values found among the words, and time, with and without it.
// node packages/vision/src/measure-steps.ts FOLDER [--only EXPR] [--steps EXPR] [--languages fra+eng]
//
// FOLDER: documents with their <name>.truth.json; those without pictures of text are passed over. Times are of the processor.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { mediaTypes, type PagedMediaType } from '@invoice-ml/contracts'
import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import { type QuarterTurns, turn } from './orientation.ts'
import { openPages } from './page-source.ts'
import type { PageImage } from './pixels.ts'
import { positionOf, recognizeUpright, toGrey } from './recognize-upright.ts'
import { createRecognizer } from './recognizer.ts'
import { lookAgain } from './second-look.ts'
import { straighten } from './skew.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    steps: { type: 'string', default: '' },
    languages: { type: 'string', default: 'fra+eng' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name a folder of documents with their *.truth.json')
const languages = values.languages.split('+')
const recognizer = createRecognizer(languages)
const allAtOnce = createRecognizer(languages, languages)

type Seen = { image: PageImage; skew: number; turns: QuarterTurns }

const variants: Record<string, (seen: Seen) => Promise<Word[]>> = {
  'as it is': async ({ image }) => (await recognizeUpright(image, recognizer)).words,
  'all languages at once': async ({ image }) => (await recognizeUpright(image, allAtOnce)).words,
  'not straightened': async ({ image, turns }) =>
    recognizeAll(await turn(await toGrey(image), turns)),
  'not turned upright': async ({ image, skew }) =>
    recognizeAll(await straighten(await toGrey(image), skew)),
  'small print not enlarged': async ({ image, skew, turns }) =>
    recognizeAll(await turn(await straighten(await greyOf(image), skew), turns)),
  'no second look': async ({ image, skew, turns }) =>
    recognizer.recognize(await turn(await straighten(await toGrey(image), skew), turns)),
  'shadows removed before': async ({ image, skew, turns }) =>
    recognizeAll(
      await withoutShadows(await turn(await straighten(await toGrey(image), skew), turns)),
    ),
}

async function recognizeAll(image: PageImage): Promise<Word[]> {
  return lookAgain(image, await recognizer.recognize(image), recognizer)
}

async function greyOf({ data, width, height, channels }: PageImage): Promise<PageImage> {
  const raw = sharp(data, { raw: { width, height, channels } }).toColourspace('b-w').raw()
  const result = await raw.toBuffer({ resolveWithObject: true })
  return { data: result.data, width: result.info.width, height: result.info.height, channels: 1 }
}

/** Paper made white: each pixel relative to the light around it. */
async function withoutShadows({ data, width, height }: PageImage): Promise<PageImage> {
  const light = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize({ width: Math.round(width / 8) })
    .median(9)
    .blur(6)
    .resize({ width, height, fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const even = Buffer.from(
    data.map((value, at) => Math.min(255, (value * 245) / Math.max(1, light[at] ?? 1))),
  )
  return { data: even, width, height, channels: 1 }
}

type Tally = { found: number; known: number; ms: number; documents: number }
const chosen = Object.entries(variants).filter(([name]) => new RegExp(values.steps).test(name))
const tallies = new Map(
  chosen.map(([name]): [string, Tally] => [name, { found: 0, known: 0, ms: 0, documents: 0 }]),
)
for (const name of readdirSync(folder)
  .filter((file) => file.endsWith('.truth.json'))
  .sort()) {
  if (new RegExp(values.only).test(name)) await measure(folder, name)
}
await Promise.all([recognizer.close(), allAtOnce.close()])
for (const [name, { found, known, ms, documents }] of tallies)
  process.stdout.write(
    `| ${name} | ${found} of ${known} | ${Math.round(ms / Math.max(1, documents))} |\n`,
  )

async function measure(dir: string, file: string): Promise<void> {
  const truth = JSON.parse(readFileSync(join(dir, file), 'utf8'))
  if (truth.rendering === 'digital') return
  const mediaType = mediaTypeOf(truth.document)
  if (!mediaType) return
  const known = writingsOf(truth.fields, truth.not_visible ?? [])
  const limits = { maxPages: 50, maxMegapixels: 50 }
  const source = await openPages(readFileSync(join(dir, truth.document)), mediaType, limits)
  // The first page holds most of what is known; all variants see the same.
  const image = await source.readImage(1, { maxDpi: 200, maxPixels: 4_200_000 })
  await source.close()
  const { skew, quarterTurns: turns } = await positionOf(image, recognizer)
  for (const [name, recognize] of chosen) {
    const before = process.cpuUsage()
    const words = await recognize({ image, skew, turns })
    const tally = tallies.get(name)
    if (!tally) continue
    const text = bare(words.map((word) => word.text).join(''))
    const { user, system } = process.cpuUsage(before)
    tally.ms += (user + system) / 1_000
    tally.documents += 1
    tally.known += known.length
    tally.found += known.filter((writings) => writings.some((one) => text.includes(one))).length
  }
}

function mediaTypeOf(path: string): PagedMediaType | undefined {
  const extension = extname(path).slice(1).toLowerCase().replace('jpeg', 'jpg')
  // Object.keys forgets the key type that the table guarantees.
  const types = Object.keys(mediaTypes) as PagedMediaType[]
  return types.find((type) => mediaTypes[type] === extension)
}

/** How each known value may be printed, without spaces and punctuation. */
function writingsOf(fields: Record<string, unknown>, hidden: string[]): string[][] {
  return Object.entries(fields)
    .filter(
      ([label, value]) => typeof value === 'string' && value !== '' && !hidden.includes(label),
    )
    .filter(([label]) => !/_nom$|_adresse$|^devise$/.test(label))
    .map(([, value]) => writings(String(value)))
}

function writings(value: string): string[] {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  if (year !== '')
    return [day + month + year, month + day + year, day + month + year.slice(2), year + month + day]
  return [bare(/^-?\d+\.\d+$/.test(value) ? Number(value).toFixed(2) : value)]
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}
