import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  addScores,
  type DocumentScore,
  extractFiles,
  type Prediction,
  ratesOf,
  readTruths,
  scoreDocument,
  summarise,
} from '@invoice-ml/client'
import { testFolder } from '@invoice-ml/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { clients } from '../support/clients.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const isThere = existsSync(data)
if (!isThere) process.stdout.write('accuracy: skipped, ../shared/data is not there\n')

// Reading all scans takes minutes; every fourth tells as much of a step backwards.
const scanStep = 4

const [client] = clients()
const dir = testFolder()
let scores: DocumentScore[] = []

/** What the platform reads in the documents of a folder, scored. */
async function readAll(folder: string, isWanted: (rendering: string, index: number) => boolean) {
  const truths = [...readTruths(folder)].filter(([, { rendering }], index) =>
    isWanted(rendering, index),
  )
  const predictions = new Map<string, Prediction>()
  await extractFiles({
    client,
    documents: truths.map(([name, { document }]) => ({ path: join(folder, document), name })),
    outDir: await mkdtemp(join(dir, 'read-')),
    concurrency: 2,
    extract: { refresh: true },
    onOutcome: (outcome) => {
      if ('prediction' in outcome) predictions.set(outcome.path, outcome.prediction)
    },
  })
  return truths.map(([name, truth]) =>
    scoreDocument(name, truth, predictions.get(join(folder, truth.document))),
  )
}

/** Of the documents with text, or of the others. */
function scoresOf(kind: 'text' | 'scans') {
  return scores.filter(({ truth }) => (truth.rendering === 'digital') === (kind === 'text'))
}

function summaryOf(kind: 'text' | 'scans') {
  return summarise(scoresOf(kind))
}

describe.skipIf(!isThere)('on real documents with known values', () => {
  beforeAll(async () => {
    scores = await readAll(
      join(data, 'invoices'),
      (rendering, index) => rendering === 'digital' || index % scanStep === 0,
    )
  }, 600_000)

  test('every document is read to its end', () => {
    expect(summarise(scores).withoutPrediction).toBe(0)
  })

  // A little below docs/accuracy.md.
  test.each([
    ['text', { key: 0.98, all: 0.97 }],
    ['scans', { key: 0.88, all: 0.85 }],
  ] as const)('fields of documents with %s are read as well as before', (kind, floor) => {
    const { key, all } = summaryOf(kind)

    expect(key.f1).toBeGreaterThanOrEqual(floor.key)
    expect(all.f1).toBeGreaterThanOrEqual(floor.all)
  })

  test('who is not sent to a person is right, and that is most of the documents with text', () => {
    const { straightThrough } = summaryOf('text')

    expect(straightThrough.rate).toBeGreaterThanOrEqual(0.85)
    expect(straightThrough.documentsInError).toBeLessThanOrEqual(0.02)
  })

  test('scans that are not sent to a person are right', () => {
    const { straightThrough } = summaryOf('scans')

    expect(straightThrough.rate).toBeGreaterThanOrEqual(0.2)
    expect(straightThrough.documentsInError).toBe(0)
  })

  test.each([
    ['text', 0.86],
    ['scans', 0.76],
  ] as const)('line items of documents with %s are read as well as before', (kind, floor) => {
    const { f1 } = ratesOf(addScores(scoresOf(kind).flatMap(({ lines }) => lines?.exact ?? [])))

    expect(f1).toBeGreaterThanOrEqual(floor)
  })

  test('confidences can be believed', () => {
    expect(summarise(scores).calibration.error).toBeLessThanOrEqual(0.03)
  })

  test('electronic invoices are read without a mistake', async () => {
    const electronic = await readAll(join(data, 'facturx'), () => true)

    expect(summarise(electronic).all.f1).toBe(1)
  })
})
