import { expect, test } from 'vitest'
import type { Region } from './page.ts'
import { nameByRegions } from './regions.ts'
import { drawPage } from './testing/draw-page.ts'
import { readPages, valuesOf } from './testing/readings.ts'

const drawing = `
  ACME SARL
  Dossier 778812                    15/01/2024
  Affaire 990017`

function around(text: string, label: Region['label'], confidence: number): Region {
  const word = drawPage(drawing).words.find((candidate) => candidate.text === text)
  const box = word?.box ?? { x: 0, y: 0, width: 0, height: 0 }
  return { label, box, confidence }
}

test('what the detector sees names a value that no wording names', () => {
  const page = drawPage(drawing, { regions: [around('990017', 'numero_facture', 0.95)] })

  const values = valuesOf(readPages([page]))

  expect(values.numero_facture).toBe('990017')
})

test('a region in which the detector hardly believes names nothing', () => {
  const page = drawPage(drawing, { regions: [around('990017', 'numero_facture', 0.05)] })

  const values = valuesOf(readPages([page]))

  expect(values.numero_facture).toBeUndefined()
})

test('a region beside a value does not name it', () => {
  const region = around('990017', 'numero_facture', 0.95)
  const beside = { ...region, box: { ...region.box, x: region.box.x + 0.5 } }

  const values = valuesOf(readPages([drawPage(drawing, { regions: [beside] })]))

  expect(values.numero_facture).toBeUndefined()
})

test('a region of another page names nothing on this one', () => {
  const region = around('990017', 'numero_facture', 0.95)
  const pages = [drawPage(drawing), drawPage('', { number: 2, regions: [region] })]

  const values = valuesOf(readPages(pages))

  expect(values.numero_facture).toBeUndefined()
})

test('a caption outweighs a region that says otherwise', () => {
  const captioned = drawPage(`
    ACME SARL
    Facture n° 778812                 15/01/2024
    Affaire 990017`)
  const regions = [around('990017', 'numero_facture', 0.6)]

  const values = valuesOf(readPages([{ ...captioned, regions }]))

  expect(values.numero_facture).toBe('778812')
})

test('a label that is seen twice names the value where it is seen more surely', () => {
  const regions = [
    around('990017', 'numero_facture', 0.95),
    around('778812', 'numero_facture', 0.9),
  ]

  const named = nameAll(regions)

  expect(named).toEqual(new Map([['990017', ['numero_facture']]]))
})

test('a value in which two labels are seen gets the surer one alone', () => {
  const regions = [
    around('990017', 'numero_commande', 0.6),
    around('990017', 'numero_facture', 0.95),
  ]

  const named = nameAll(regions)

  expect(named).toEqual(new Map([['990017', ['numero_facture']]]))
})

/** The labels that regions alone give to values, by the values' texts. */
function nameAll(regions: Region[]): Map<string, string[]> {
  const page = drawPage(drawing, { regions })
  const candidates = page.words.map((word) => ({
    text: word.text,
    span: { page: 1, box: word.box },
    named: new Map<string, number>(),
  }))
  nameByRegions(candidates, [page])
  const found = candidates.filter(({ named }) => named.size > 0)
  return new Map(found.map(({ text, named }) => [text, [...named.keys()]]))
}
