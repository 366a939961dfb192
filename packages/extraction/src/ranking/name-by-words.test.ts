import type { Ranker } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { extract } from '../extract.ts'
import { drawPage } from '../testing/draw-page.ts'
import { policy, valuesOf } from '../testing/readings.ts'

// A language that no wording knows.
const finnish = `
  Korhonen Oy
  Kauppakatu 3
  33100 Tampere

  Laskun numero      2024-118                     Sopimus     9900-17
  Laskun päiväys     12.03.2024
  Eräpäivä           11.04.2024`
const learned: Ranker['weights'] = {
  numero_facture: { 'beside:laskun': 3, 'beside:numero': 2 },
  date_echeance: { 'beside:erapaiva': 6 },
}

function readWith(drawing: string, weights: Ranker['weights']) {
  const ranker: Ranker = { documents: 50, suppliers: 20, weights, gains: [] }
  return extract([drawPage(drawing)], { ...policy, ranker })
}

test('words that were learned name a value that no wording names', () => {
  const before = valuesOf(readWith(finnish, {}))

  const after = valuesOf(readWith(finnish, learned))

  expect(before.date_echeance).toBeUndefined()
  expect(after).toMatchObject({ numero_facture: '2024-118', date_echeance: '2024-04-11' })
})

test('what was learned for sure outweighs a wording that says otherwise', () => {
  const drawing = `
    ACME SARL
    Facture n° 778812                 15/01/2024
    Votre code 990017`

  const after = readWith(drawing, { numero_facture: { 'beside:code': 12 } })

  expect(valuesOf(after).numero_facture).toBe('990017')
})

test('a document with nothing that was learned is read as without it, confidences included', () => {
  const drawing = `
    ACME SARL
    Facture n° 778812                 15/01/2024
    Échéance 15/02/2024               Total TTC  120,00 €`

  const after = readWith(drawing, learned)

  expect(after).toEqual(readWith(drawing, {}))
})
