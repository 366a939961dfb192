import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDataset, openDataset, partialFolder, writeSample } from './dataset.ts'
import { makeLayout } from './make-layout.ts'
import { makeSample, planSample } from './sample.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dataset-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function write(name: string, order: number[]): Promise<string> {
  const options = { seed: 5, count: order.length, layouts: 20, out: join(folder, name) }
  await openDataset(options)
  for (const index of order) await writeSample(partialFolder(options.out), { ...options, index })
  return closeDataset(options)
}

test('the same seed gives the same digest, in whatever order its pages are made', async () => {
  const forwards = await write('forwards', [0, 1, 2, 3, 4, 5])

  const backwards = await write('backwards', [5, 4, 3, 2, 1, 0])

  expect(backwards).toBe(forwards)
})

test('every page has a picture, labels inside the page and words with their tokens', async () => {
  await write('complete', [0, 1, 2])

  const files = await readdir(join(folder, 'complete'), { recursive: true })
  const labels = files.filter((file) => file.endsWith('.txt'))
  const texts = await Promise.all(
    labels.map((file) => readFile(join(folder, 'complete', file), 'utf8')),
  )
  const numbers = texts
    .flatMap((text) => text.split('\n'))
    .map((line) => line.split(' ').map(Number))
  const words = await Promise.all(
    labels.map((file) =>
      readFile(
        join(folder, 'complete', file.replace('labels', 'words').replace('.txt', '.tsv')),
        'utf8',
      ),
    ),
  )

  expect(labels).toHaveLength(3)
  expect(files.filter((file) => file.endsWith('.jpg'))).toHaveLength(3)
  expect(
    numbers.filter(
      ([label = -1, ...box]) =>
        label < 0 ||
        label >= detectorLabels.length ||
        box.length !== 4 ||
        box.some((value) => !(value >= 0 && value <= 1)),
    ),
  ).toEqual([])
  expect(
    words
      .flatMap((text) => text.split('\n'))
      .filter((line) => !/^(?:\d\.\d{5}\t){4}\d+\t\S+$/.test(line)),
  ).toEqual([])
})

test('no supplier is in both parts of the data', () => {
  const plans = Array.from({ length: 400 }, (_, index) =>
    planSample({ seed: 5, layouts: 60, index }),
  )

  const layoutsOf = (split: string) =>
    new Set(plans.filter((plan) => plan.split === split).map(({ layout }) => layout))

  expect(layoutsOf('val').size).toBeGreaterThan(0)
  expect(layoutsOf('train').isDisjointFrom(layoutsOf('val'))).toBe(true)
})

test('only suppliers of the wanted languages are drawn, in the same two parts', () => {
  const plans = Array.from({ length: 40 }, (_, index) =>
    planSample({ seed: 5, layouts: 60, languages: ['nl', 'it'], index }),
  )

  const languages = new Set(plans.map(({ layout }) => makeLayout(5, layout).language))
  const misplaced = plans.filter(({ layout, split }) => (layout % 10 === 9) !== (split === 'val'))

  expect(languages).toEqual(new Set(['nl', 'it']))
  expect(misplaced).toEqual([])
})

test('layouts of which none writes in the language are refused', () => {
  expect(() => planSample({ seed: 5, layouts: 0, languages: ['nl'], index: 1 })).toThrow(/nl/)
})

test('a clean data set holds the pages that another spoils', async () => {
  const spoilt = await makeSample({ seed: 5, layouts: 20, index: 3 })

  const clean = await makeSample({ seed: 5, layouts: 20, index: 3, clean: true })

  expect(clean.words.length).toBeGreaterThanOrEqual(spoilt.words.length)
  expect(clean.boxes.map(({ label }) => label)).toEqual(spoilt.boxes.map(({ label }) => label))
  expect(clean.jpeg.equals(spoilt.jpeg)).toBe(false)
})

test('a page that a power cut left without content is made again', async () => {
  const options = { seed: 5, count: 1, layouts: 20, out: join(folder, 'cut') }
  const sample = { ...options, index: 0 }
  await openDataset(options)
  await writeSample(partialFolder(options.out), sample)
  const { split } = planSample(sample)
  const image = join(partialFolder(options.out), 'images', split, '000000.jpg')
  const before = await readFile(image)
  await writeFile(image, '')

  await writeSample(partialFolder(options.out), sample)

  expect(await readFile(image)).toEqual(before)
})
