import { expect, test } from 'vitest'
import { type Prediction, reviewCurve, scoreDocument, summarise } from './score.ts'
import { calibrate, percentile } from './statistics.ts'
import type { Truth } from './truth.ts'

const truth: Truth = {
  document: 'a.pdf',
  kind: 'invoice',
  language: 'fr',
  rendering: 'digital',
  fields: { numero_facture: 'F1', montant_ttc: '120.00', montant_ht: '100.00', devise: 'EUR' },
  not_visible: ['devise'],
}

function prediction(fields: [string, string, number][], needs_review = false): Prediction {
  const values = fields.map(([label, value, confidence]) => ({ label, value, confidence }))
  // Scoring reads these three parts alone.
  return { fields: values, needs_review, elapsed_ms: 100 } as unknown as Prediction
}

test('only what is known and visible is expected', () => {
  const { fields } = scoreDocument('a', truth, prediction([['devise', 'USD', 0.9]]))

  expect(fields.map((field) => field.label)).toEqual([
    'numero_facture',
    'montant_ht',
    'montant_ttc',
  ])
})

test('of several values the most certain counts', () => {
  const values = prediction([
    ['numero_facture', 'F2', 0.4],
    ['numero_facture', 'F1', 0.8],
  ])

  const { fields } = scoreDocument('a', truth, values)

  expect(fields[0]).toMatchObject({ isRight: true, confidence: 0.8 })
})

test('a score tells where its value was read', () => {
  const read = prediction([['numero_facture', 'F1', 0.8]])
  const exact = read.fields.map((field) => ({ ...field, source: 'embedded_xml' as const }))

  const { fields } = scoreDocument('a', truth, { ...read, fields: exact })

  expect(fields.map(({ source }) => source)).toEqual(['embedded_xml', undefined, undefined])
})

test('precision counts what was given, recall what was there', () => {
  const values = prediction([
    ['numero_facture', 'F1', 0.9],
    ['montant_ttc', '99.00 EUR', 0.9],
  ])

  const { key } = summarise([scoreDocument('a', truth, values)])

  expect(key).toMatchObject({ expected: 3, predicted: 2, right: 1, precision: 0.5 })
  expect(key.recall).toBeCloseTo(1 / 3)
  expect(key.f1).toBeCloseTo(0.4)
})

test('a document without a prediction found nothing and needs a person', () => {
  const summary = summarise([scoreDocument('a', truth, undefined)])

  expect(summary.withoutPrediction).toBe(1)
  expect(summary.straightThrough.rate).toBe(0)
  expect(summary.key.f1).toBe(0)
})

test('confidences are calibrated when they are the share that is right', () => {
  const pairs = [0.95, 0.95, 0.25, 0.25].map((confidence, i) => ({ confidence, isRight: i < 2 }))

  const { error } = calibrate(pairs)

  expect(error).toBeCloseTo(0.15)
})

test('a percentile lies between its neighbours', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(percentile([], 0.5)).toBeUndefined()
})

test('bins tell what was claimed of the values in them and how many were right', () => {
  const pairs = [
    { confidence: 0.92, isRight: true },
    { confidence: 0.98, isRight: false },
    { confidence: 0.3, isRight: false },
  ]

  const { bins } = calibrate(pairs)

  expect(bins).toMatchObject([
    { from: 0.3, count: 1, right: 0 },
    { from: 0.9, count: 2, right: 1, meanConfidence: expect.closeTo(0.95) },
  ])
})

test('a threshold sends what is less sure, and what is disputed, to a person', () => {
  const right: [string, string, number][] = [
    ['numero_facture', 'F1', 0.9],
    ['montant_ht', '100.00 EUR', 0.9],
    ['montant_ttc', '120.00 EUR', 0.9],
  ]
  const wrong: [string, string, number][] = [['numero_facture', 'F2', 0.9]]
  const documents = [
    { ...prediction(right), overall_confidence: 0.9, review_reasons: [] },
    {
      ...prediction(wrong),
      overall_confidence: 0.6,
      review_reasons: ['overall confidence 0.60 is below 0.85'],
    },
    { ...prediction(right), overall_confidence: 0.99, review_reasons: ['devise was not found'] },
  ].map((one, index) => scoreDocument(`${index}`, truth, one))

  const curve = reviewCurve(documents, [0, 0.8, 0.95])

  expect(curve).toEqual([
    { threshold: 0, reviewed: expect.closeTo(1 / 3), wrong: 0.5 },
    { threshold: 0.8, reviewed: expect.closeTo(2 / 3), wrong: 0 },
    { threshold: 0.95, reviewed: 1, wrong: undefined },
  ])
})
