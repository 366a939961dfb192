import type { Word } from '@invoice-ml/extraction'
import { expect, test } from 'vitest'
import { boxOnPage, imageTensor, letterbox, tokenTensor } from './tensor.ts'
import { tokenId } from './tokens.ts'

const input = { width: 48, height: 64 }

function word(text: string, x: number, y: number, width: number, height: number): Word {
  return { text, box: { x, y, width, height }, confidence: 1 }
}

test('a page is as large as it fits, and in the middle', () => {
  expect(letterbox({ width: 200, height: 100 }, input)).toMatchObject({
    pageWidth: 48,
    pageHeight: 24,
    left: 0,
    top: 20,
  })
})

test('a word fills every cell that it touches, the last one wins', () => {
  const frame = letterbox({ width: 48, height: 64 }, input)
  const words = [word('Total', 0, 0, 9 / 48, 4 / 64), word('TTC', 8 / 48, 0, 1 / 48, 1 / 64)]

  const tensor = tokenTensor(words, frame)

  expect([...tensor.subarray(0, 5)]).toEqual([
    tokenId('Total'),
    tokenId('Total'),
    tokenId('TTC'),
    0,
    0,
  ])
  expect(tensor[12]).toBe(0)
  expect(tensor).toHaveLength(12 * 16)
})

test('a word at the very edge stays inside', () => {
  const frame = letterbox({ width: 48, height: 64 }, input)

  const tensor = tokenTensor([word('1/1', 1, 1, 0, 0)], frame)

  expect(tensor.at(-1)).toBe(tokenId('1/1'))
})

test('a box of the input comes back as a fraction of the page', () => {
  const frame = letterbox({ width: 200, height: 100 }, input)

  const box = boxOnPage([12, 20, 60, 32], frame)

  expect(box).toEqual({ x: 0.25, y: 0, width: 0.75, height: 0.5 })
})

test('colours are planes from 0 to 1 with grey around the page', async () => {
  const frame = letterbox({ width: 2, height: 1 }, { width: 4, height: 4 })
  const red = {
    data: Buffer.from([255, 0, 0, 255, 0, 0]),
    width: 2,
    height: 1,
    channels: 3 as const,
  }

  const colours = await imageTensor(red, frame, false)
  const greys = await imageTensor(red, frame, true)

  expect(colours[0]).toBeCloseTo(114 / 255)
  expect([colours[4], colours[16 + 4], colours[32 + 4]]).toEqual([1, 0, 0])
  // What Pillow makes of it for the trainer: Image.new('RGB', (1, 1), (255, 0, 0)).convert('L').
  expect(
    [greys[4], greys[16 + 4], greys[32 + 4]].map((grey = 0) => Math.round(grey * 255)),
  ).toEqual([76, 76, 76])
})
