import { expect, test } from 'vitest'
import { crossCalibrated, fitCalibration } from './fit-calibration.ts'
import { type DocumentScore, summarise } from './score.ts'

/** Documents of many suppliers with one date each, stated with `confidence`, of which the share `right` is right. */
function datedDocuments(confidence: number, right: number, count = 200): DocumentScore[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${index}`,
    truth: {
      document: 'a.pdf',
      kind: 'invoice',
      language: 'fr',
      rendering: 'digital',
      fields: { fournisseur_nom: `supplier ${index % 40}` },
      not_visible: [],
    },
    fields: [
      {
        label: 'date_facture',
        expected: '2026-01-01',
        got: ['2026-01-01'],
        isRight: (index * 7) % count < right * count,
        confidence,
      },
    ],
    isExact: undefined,
    isStraightThrough: false,
    overallConfidence: undefined,
    isDisputed: false,
    elapsedMs: 1,
    lines: undefined,
  }))
}

/** What is stated once a calibration has corrected it. */
function after(confidence: number, { slope, offset }: { slope: number; offset: number }): number {
  return 1 / (1 + Math.exp(-(offset + slope * Math.log(confidence / (1 - confidence)))))
}

test('what was stated too surely is stated as it came out', () => {
  const { kinds } = fitCalibration(datedDocuments(0.95, 0.7))

  if (!kinds.date) throw new Error('dates were not fitted')
  expect(after(0.95, kinds.date)).toBeCloseTo(0.7, 1)
})

test('documents that count less pull less', () => {
  const documents = [...datedDocuments(0.95, 1), ...datedDocuments(0.95, 0.6)]
  const isOfTheFirst = new Set(documents.slice(0, 200))

  const { kinds } = fitCalibration(documents, undefined, (document) =>
    isOfTheFirst.has(document) ? 0.25 : 1,
  )

  if (!kinds.date) throw new Error('dates were not fitted')
  expect(after(0.95, kinds.date)).toBeCloseTo((0.25 * 1 + 0.6) / 1.25, 1)
})

test('what was stated rightly stays', () => {
  const { kinds } = fitCalibration(datedDocuments(0.8, 0.8))

  if (!kinds.date) throw new Error('dates were not fitted')
  expect(after(0.8, kinds.date)).toBeCloseTo(0.8, 2)
})

test('two documents are no reason to change much', () => {
  const { kinds } = fitCalibration(datedDocuments(0.9, 0, 2))

  if (!kinds.date) throw new Error('dates were not fitted')
  expect(after(0.9, kinds.date)).toBeGreaterThan(0.6)
})

test('a fit on top of another replaces both', () => {
  const base = { documents: 1, suppliers: 1, kinds: { date: { slope: 2, offset: -1 } } }

  const { kinds } = fitCalibration(datedDocuments(after(0.9, base.kinds.date), 0.6), base)

  if (!kinds.date) throw new Error('dates were not fitted')
  expect(after(0.9, kinds.date)).toBeCloseTo(0.6, 1)
})

test('kinds that nothing is known of keep what they had', () => {
  const base = { documents: 1, suppliers: 1, kinds: { iban: { slope: 2, offset: -1 } } }

  expect(fitCalibration(datedDocuments(0.8, 0.8), base).kinds.iban).toEqual({
    slope: 2,
    offset: -1,
  })
})

test('where confidences lay is kept, as the calibration states them', () => {
  const { confidences } = fitCalibration(datedDocuments(0.95, 0.7))

  expect(confidences).toMatchObject({ '0.5-0.7': 0, '0.7-0.8': 1, '0.95-0.98': 0 })
})

test('what an XML says is no evidence of how well pages are read, and stays as it is', () => {
  const ofPages = datedDocuments(0.95, 0.7)
  const ofXml = datedDocuments(0.95, 1).map((document) => ({
    ...document,
    fields: document.fields.map((field) => ({ ...field, source: 'embedded_xml' as const })),
  }))

  const { kinds, confidences } = fitCalibration([...ofPages, ...ofXml])
  const corrected = crossCalibrated([...ofPages, ...ofXml], 5)

  const alone = fitCalibration(ofPages)
  expect({ kinds, confidences }).toEqual({ kinds: alone.kinds, confidences: alone.confidences })
  expect(corrected.filter(({ fields }) => fields[0]?.confidence === 0.95)).toHaveLength(200)
})

test('a calibration helps documents of suppliers that it has not seen', () => {
  const documents = datedDocuments(0.95, 0.7)

  const before = summarise(documents).calibration.error ?? 0
  const corrected = summarise(crossCalibrated(documents, 5)).calibration.error ?? 1

  expect(before).toBeGreaterThan(0.2)
  expect(corrected).toBeLessThan(before / 2)
})
