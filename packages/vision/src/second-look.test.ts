import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { invoiceLines, pdfWith } from '../test-support/documents.ts'
import { openRendering } from './page-images.ts'
import type { PageImage } from './pixels.ts'
import { createRecognizer } from './recognizer.ts'
import { lookAgain } from './second-look.ts'

const recognizer = createRecognizer(['fra', 'eng'])
afterAll(() => recognizer.close())

async function greyScan(): Promise<PageImage> {
  const pdf = await pdfWith((pdf) => {
    pdf.fontSize(14).text(invoiceLines.join('\n'))
    pdf.moveTo(50, 400).lineTo(500, 400).stroke()
    pdf.rect(300, 500, 200, 200).fill('black')
  })
  const rendering = openRendering(pdf, 50)
  const { data, width, height, channels } = await rendering.render(1, 2)
  await rendering.close()
  const raw = sharp(data, { raw: { width, height, channels } }).toColourspace('b-w').raw()
  return { data: await raw.toBuffer(), width, height, channels: 1 }
}

test('a word that was passed over is found, where it is printed', async () => {
  const image = await greyScan()
  const all = await recognizer.recognize(image)
  const lost = all.find(({ text }) => text === '041,67')
  const words = all.filter((word) => word !== lost)

  const found = (await lookAgain(image, words, recognizer)).filter((word) => !all.includes(word))

  expect(found.map(({ text }) => text)).toEqual(['041,67'])
  expect(found[0]?.box.x).toBeCloseTo(lost?.box.x ?? 0, 2)
  expect(found[0]?.box.y).toBeCloseTo(lost?.box.y ?? 0, 2)
  expect(found[0]?.box.width).toBeCloseTo(lost?.box.width ?? 0, 2)
})

test('rules and pictures are not taken for text', async () => {
  const image = await greyScan()
  const words = await recognizer.recognize(image)

  const seen = await lookAgain(image, words, recognizer)

  expect(seen).toEqual(words)
})

test('a doubtful word is replaced by what is surely read there', async () => {
  const image = await greyScan()
  const words = await recognizer.recognize(image)
  const doubted = words.map((word) =>
    word.text === '041,67' ? { ...word, text: 'O4l,67', confidence: 0.3 } : word,
  )

  const seen = await lookAgain(image, doubted, recognizer)

  expect(seen.map(({ text }) => text)).toEqual(words.map(({ text }) => text))
})

test('a doubtful word stays where the second look is no surer', async () => {
  const image = await greyScan()
  const words = (await recognizer.recognize(image)).map((word) => ({ ...word, confidence: 0.7 }))
  const unsure = { ...recognizer, recognizeBlock: async () => [] }

  const seen = await lookAgain(image, words, unsure)

  expect(seen).toEqual(words)
})
