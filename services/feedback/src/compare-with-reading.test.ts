import type { FieldLabel, FieldValue } from '@invoice-ml/contracts'
import { sampleReading } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { compareWithReading, type PlacedRegion } from './compare-with-reading.ts'

const bbox = { x: 0.1, y: 0.1, width: 0.2, height: 0.02 }

function field(label: FieldLabel, value: string): FieldValue {
  const read = { confidence: 0.6, page: 1, bbox, source: 'ocr' as const, checks: [] }
  return { label, value, raw: value, ...read }
}

function region(label: FieldLabel, text: string | undefined, own: Partial<PlacedRegion> = {}) {
  return { id: 'r', label, text, page: 1, bbox, ...own }
}

function compare(fields: FieldValue[], regions: PlacedRegion[], shown: FieldLabel[] = []) {
  return compareWithReading(sampleReading({ fields }), { regions, shown: new Set(shown) })
}

test('what is left as it was is not named', () => {
  const nearly = { ...bbox, x: bbox.x + 0.0005 }

  const { fields } = compare(
    [field('montant_ttc', '12.00 EUR')],
    [region('montant_ttc', '12.00 EUR', { bbox: nearly })],
    ['montant_ttc'],
  )

  expect(fields).toEqual([])
})

test('a text is written as an extraction writes it, in the currency of the document', () => {
  const { fields } = compare(
    [field('montant_ttc', '12.00 EUR')],
    [region('montant_ttc', '1 250,00'), region('date_facture', '3 mars 2026')],
  )

  expect(fields).toEqual([
    { label: 'montant_ttc', value: '1250.00 EUR', page: 1, bbox },
    { label: 'date_facture', value: '2026-03-03', page: 1, bbox },
  ])
})

test('a box that was moved keeps its value and has its new place', () => {
  const moved = { ...bbox, y: 0.11 }

  const { fields } = compare(
    [field('numero_facture', 'F-1')],
    [region('numero_facture', 'F-1', { bbox: moved })],
  )

  expect(fields).toEqual([{ label: 'numero_facture', value: 'F-1', page: 1, bbox: moved }])
})

test('a box whose text is emptied has no value and is named, wherever it stands', () => {
  const { fields, troubles } = compare(
    [field('numero_facture', 'F-1'), field('date_facture', '2026-01-01')],
    [region('numero_facture', undefined), region('date_facture', undefined, { page: 2 })],
  )

  expect(fields).toEqual([
    { label: 'numero_facture', value: null },
    { label: 'date_facture', value: null },
  ])
  expect(troubles).toEqual(['without-text', 'without-text'])
})

test('a label that was shown and is gone has no value', () => {
  const { fields } = compare([field('remise', '5.00 EUR')], [], ['remise'])

  expect(fields).toEqual([{ label: 'remise', value: null }])
})

test('a label that was never on the screen stays as it is', () => {
  expect(compare([field('remise', '5.00 EUR')], []).fields).toEqual([])
})

test('a text that is no value is left out and named, and what was read is not kept for it', () => {
  const { fields, troubles } = compare(
    [field('date_facture', '2026-01-01')],
    [region('date_facture', 'demain')],
    ['date_facture'],
  )

  expect(fields).toEqual([{ label: 'date_facture', value: null }])
  expect(troubles).toEqual(['not-a-value'])
})

test('a label with two values that cannot both be right has none', () => {
  const { fields, troubles } = compare(
    [],
    [region('numero_facture', 'F-1'), region('numero_facture', 'F-2')],
  )

  expect(fields).toEqual([])
  expect(troubles).toEqual(['given-twice'])
})

test('the same value on two pages counts once, where it stands first', () => {
  const { fields } = compare(
    [],
    [region('numero_facture', 'F-1'), region('numero_facture', 'F-1', { page: 2 })],
  )

  expect(fields).toEqual([{ label: 'numero_facture', value: 'F-1', page: 1, bbox }])
})

test('all rates are named when one of them has changed', () => {
  const { fields } = compare(
    [field('taux_tva', '20.00')],
    [region('taux_tva', '20.00'), region('taux_tva', '5,5 %')],
  )

  expect(fields.map(({ value }) => value)).toEqual(['20.00', '5.50'])
})
