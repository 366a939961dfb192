import type { Box, Word } from '@invoice-ml/extraction'
import sharp, { type Sharp } from 'sharp'
import type { Random } from './random.ts'
import {
  type Corners,
  type Pixels,
  type Projection,
  projectBox,
  projectionOnto,
  warp,
} from './warp.ts'

/** How a page was taken: a flatbed scan, a fax, or a photo of the paper. */
export type Capture = 'scan' | 'fax' | 'photo'

/** A page as a camera or scanner gives it, and the map from the clean page onto it. */
export type Captured = { image: Pixels; map: Projection }

/** Turns, bends, shades, blurs and spoils a clean page; boxes follow by `projectBox` with the map. */
export async function capture(random: Random, clean: Pixels, kind: Capture): Promise<Captured> {
  const grey = kind !== 'photo' && random.chance(0.85)
  const source = grey ? await toGrey(clean) : clean
  const map = projectionOnto(cornersOf(random, kind, clean.width / clean.height))
  const moved = warp(source, map, kind === 'photo' ? random.int(40, 170) : 255)
  shade(random, moved, kind)
  const blurred = random.chance(0.6)
    ? await blur(moved, random.between(0.3, kind === 'photo' ? 1.1 : 0.8))
    : moved
  addNoise(random, blurred, kind === 'fax' ? 12 : random.between(0, 14))
  if (kind === 'fax') threshold(blurred, random.int(130, 195))
  return { image: await recompress(blurred, random.int(22, 75)), map }
}

function cornersOf(random: Random, kind: Capture, ratio: number): Corners {
  const angle =
    ((kind === 'photo' ? random.between(-4, 4) : random.between(-1.6, 1.6)) * Math.PI) / 180
  const scale = kind === 'photo' ? random.between(0.82, 0.97) : random.between(0.97, 1.01)
  const spread = kind === 'photo' ? 0.035 : 0.002
  const shift = { x: random.between(-0.012, 0.012), y: random.between(-0.012, 0.012) }
  const corner = (x: number, y: number) => {
    const [dx, dy] = [(x - 0.5) * ratio * scale, (y - 0.5) * scale]
    return {
      x:
        0.5 +
        (dx * Math.cos(angle) - dy * Math.sin(angle)) / ratio +
        shift.x +
        random.between(-spread, spread),
      y:
        0.5 +
        dx * Math.sin(angle) +
        dy * Math.cos(angle) +
        shift.y +
        random.between(-spread, spread),
    }
  }
  return [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]
}

async function toGrey(image: Pixels): Promise<Pixels> {
  return fromSharp(open(image).greyscale())
}

async function blur(image: Pixels, sigma: number): Promise<Pixels> {
  return fromSharp(open(image).blur(Math.max(0.3, sigma)))
}

async function recompress(image: Pixels, quality: number): Promise<Pixels> {
  return fromSharp(sharp(await open(image).jpeg({ quality }).toBuffer()))
}

function open({ data, width, height, channels }: Pixels) {
  return sharp(data, { raw: { width, height, channels } })
}

async function fromSharp(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return {
    data: Uint8Array.from(data),
    width: info.width,
    height: info.height,
    channels: info.channels === 1 ? 1 : 3,
  }
}

/** Light that falls off to one side, and paper that is not quite white; in place. */
function shade(random: Random, image: Pixels, kind: Capture): void {
  const strength = kind === 'photo' ? random.between(0.05, 0.4) : random.between(0, 0.12)
  const direction = random.between(0, 2 * Math.PI)
  const [dx, dy] = [Math.cos(direction), Math.sin(direction)]
  const paper = random.between(0.88, 1)
  const { data, width, height, channels } = image
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const along = 0.5 + ((column / width - 0.5) * dx + (row / height - 0.5) * dy) / 1.42
      const light = paper * (1 - strength * along)
      const at = (row * width + column) * channels
      for (let channel = 0; channel < channels; channel += 1)
        data[at + channel] = (data[at + channel] ?? 0) * light
    }
  }
}

function addNoise(random: Random, { data }: Pixels, amplitude: number): void {
  if (amplitude < 1) return
  // A short random table read at changing places is as good as noise for each byte, and much faster.
  const table = Int8Array.from({ length: 4099 }, () => random.between(-amplitude, amplitude))
  for (let index = 0; index < data.length; index += 1)
    data[index] = Math.min(
      255,
      Math.max(0, (data[index] ?? 0) + (table[(index * 7 + (index >> 9) * 131) % 4099] ?? 0)),
    )
}

function threshold({ data }: Pixels, level: number): void {
  for (let index = 0; index < data.length; index += 1)
    data[index] = (data[index] ?? 0) < level ? 0 : 255
}

const confusions: Record<string, string> = {
  '0': 'O',
  O: '0',
  '1': 'l',
  l: '1',
  I: '1',
  '5': 'S',
  S: '5',
  '8': 'B',
  B: '8',
  ',': '.',
  '.': ',',
  e: 'c',
  c: 'e',
  n: 'ri',
  m: 'rn',
  u: 'v',
  é: 'e',
  '€': 'E',
  ':': ';',
  '2': 'Z',
  '6': 'G',
  h: 'b',
  i: 'j',
  t: 'f',
}

/**
 * Words as a recognizer would read them from the captured page. Running a real one over thousands of pages takes hours, so
 * its faults are imitated: lost words, confused characters, boxes around the ink only and a little off.
 */
export function recognized(random: Random, words: readonly Word[], map: Projection): Word[] {
  const quality = random.next()
  const [loss, confusion] = [0.002 + 0.06 * quality ** 2, 0.01 + 0.16 * quality ** 2]
  return words
    .filter(() => !random.chance(loss))
    .map((word) => ({
      text: random.chance(confusion * Math.min(3, word.text.length / 4))
        ? confuse(random, word.text)
        : word.text,
      box: jitter(random, projectBox(map, inkOf(word))),
      confidence: 1 - random.next() * 0.4,
    }))
}

function inkOf({ text, box }: Word): Box {
  const hasDescender = /[gjpqy,;()]/.test(text)
  const isLow = !/[A-Z0-9bdfhkltiéèà]/.test(text)
  const top = isLow ? 0.25 : 0.02
  const height = box.height * ((hasDescender ? 0.98 : 0.78) - top)
  return { x: box.x, y: box.y + box.height * top, width: box.width, height }
}

function jitter(random: Random, box: Box): Box {
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const around = () => random.between(-0.0015, 0.0015)
  const [x, y] = [clamp(box.x + around()), clamp(box.y + around())]
  return {
    x,
    y,
    width: Math.min(1 - x, Math.max(0.001, box.width + around())),
    height: Math.min(1 - y, Math.max(0.001, box.height + around())),
  }
}

function confuse(random: Random, text: string): string {
  const at = random.int(0, text.length - 1)
  const character = text[at] ?? ''
  return (
    text.slice(0, at) +
    (confusions[character] ?? (random.chance(0.3) ? '' : character)) +
    text.slice(at + 1)
  )
}
