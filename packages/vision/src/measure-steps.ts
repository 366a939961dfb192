// What each step of recognition is worth: known values found among the words, and time, with and without it.
// node packages/vision/src/measure-steps.ts FOLDER [--only EXPR] [--every N] [--steps EXPR] [--languages fra+eng]
//
// FOLDER: documents with their <name>.truth.json; those without pictures of text are passed over. Times are medians, of the
// processor. How a page lies is found once for all ways to read it, and has its times in lines of its own.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { mediaTypes, type PagedMediaType } from '@invoice-ml/contracts'
import type { Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import { findQuarterTurns, type QuarterTurns, turn } from './orientation.ts'
import { openPages } from './page-source.ts'
import type { PageImage } from './pixels.ts'
import { toGrey } from './recognize-upright.ts'
import { createRecognizer } from './recognizer.ts'
import { lookAgain } from './second-look.ts'
import { skewOf, straighten } from './skew.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    steps: { type: 'string', default: '' },
    /** One of every so many documents. */
    every: { type: 'string', default: '1' },
    languages: { type: 'string', default: 'fra+eng' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name a folder of documents with their *.truth.json')
const languages = values.languages.split('+')
const recognizer = createRecognizer(languages)
const allAtOnce = createRecognizer(languages, languages)

/** A page as it came, how far it is askew, and how it is turned once it is straight. */
type Seen = { image: PageImage; skew: number; turns: QuarterTurns }

const variants: Record<string, (seen: Seen) => Promise<Word[]>> = {
  'as it is': async (seen) => recognizeAll(await uprightOf(seen)),
  'all languages at once': async (seen) => allAtOnce.recognize(await uprightOf(seen)),
  'not straightened': async (seen) => recognizeAll(await uprightOf({ ...seen, skew: 0 })),
  'not turned upright': async (seen) => recognizeAll(await uprightOf({ ...seen, turns: 0 })),
  'small print enlarged': async (seen) =>
    recognizeAll(await uprightOf({ ...seen, image: await enlarged(seen.image) })),
  'no second look': async (seen) => recognizer.recognize(await uprightOf(seen)),
  'shadows removed before': async (seen) =>
    recognizeAll(await withoutShadows(await uprightOf(seen))),
}

async function uprightOf({ image, skew, turns }: Seen): Promise<PageImage> {
  return turn(await straighten(await toGrey(image), skew), turns)
}

async function recognizeAll(image: PageImage): Promise<Word[]> {
  return lookAgain(image, await recognizer.recognize(image), recognizer)
}

/** To 1,500 pixels of its shorter side, at most twice as large. */
async function enlarged({ data, width, height, channels }: PageImage): Promise<PageImage> {
  const factor = Math.min(
    2,
    1_500 / Math.min(width, height),
    Math.sqrt(6_000_000 / (width * height)),
  )
  if (factor <= 1) return { data, width, height, channels }
  const raw = sharp(data, { raw: { width, height, channels } })
    .resize({ width: Math.round(width * factor), kernel: 'cubic' })
    .raw()
  const result = await raw.toBuffer({ resolveWithObject: true })
  return { data: result.data, width: result.info.width, height: result.info.height, channels }
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

type Tally = { found: number; known: number; ms: number[] }
const chosen = Object.entries(variants).filter(([name]) => new RegExp(values.steps).test(name))
const tallies = new Map<string, Tally>()
const named = readdirSync(folder)
  .filter((file) => file.endsWith('.truth.json') && new RegExp(values.only).test(file))
  .filter((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).rendering !== 'digital')
  .sort()
for (const [index, name] of named.entries())
  if (index % Number(values.every) === 0) await measure(folder, name)
await Promise.all([recognizer.close(), allAtOnce.close()])
for (const [name, { found, known, ms }] of tallies) {
  const share = known === 0 ? '' : `${found} of ${known}`
  process.stdout.write(`| ${name} | ${share} | ${Math.round(median(ms))} | ${ms.length} |\n`)
}

async function measure(dir: string, file: string): Promise<void> {
  const truth = JSON.parse(readFileSync(join(dir, file), 'utf8'))
  const mediaType = mediaTypeOf(truth.document)
  if (!mediaType) return
  const known = writingsOf(truth.fields, truth.not_visible ?? [])
  const limits = { maxPages: 50, maxMegapixels: 50 }
  const source = await openPages(readFileSync(join(dir, truth.document)), mediaType, limits)
  // The first page holds most of what is known; all variants see the same.
  const image = await source.readImage(1, { maxDpi: 200, maxPixels: 4_200_000 })
  await source.close()
  const grey = await toGrey(image)
  const skew = await timed('finding how far it is askew', () => skewOf(grey))
  const straight = await straighten(grey, skew)
  const turns = await timed('finding which way up it is', () =>
    findQuarterTurns(straight, recognizer),
  )
  for (const [name, recognize] of chosen) {
    const words = await timed(name, () => recognize({ image, skew, turns }))
    const text = bare(words.map((word) => word.text).join(''))
    const tally = tallyOf(name)
    tally.known += known.length
    tally.found += known.filter((writings) => writings.some((one) => text.includes(one))).length
  }
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  tallyOf(name).ms.push((user + system) / 1_000)
  return result
}

function tallyOf(name: string): Tally {
  const tally = tallies.get(name) ?? { found: 0, known: 0, ms: [] }
  tallies.set(name, tally)
  return tally
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
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
