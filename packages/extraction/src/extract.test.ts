import { fieldDefinition, fieldLabels, Reading } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { drawPage } from './testing/draw-page.ts'
import { createRandom, randomPages, shuffled } from './testing/random-pages.ts'
import { read, readPages } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

const seeds = Array.from({ length: 60 }, (_, seed) => seed)

test.each(seeds)(
  'words without sense make a reading that keeps to the contract (seed %i)',
  (seed) => {
    const pages = randomPages(createRandom(seed))

    const reading = readPages(pages)

    expect(Reading.safeParse(reading).error).toBeUndefined()
  },
)

test.each(seeds)('no box reaches beyond its page (seed %i)', (seed) => {
  const { fields, lines } = readPages(randomPages(createRandom(seed)))

  const boxes = [...fields, ...lines].map(({ bbox = { x: 0, y: 0, width: 0, height: 0 } }) => bbox)

  expect(Math.max(0, ...boxes.map(({ x, width }) => x + width))).toBeLessThan(1 + 1e-9)
  expect(Math.max(0, ...boxes.map(({ y, height }) => y + height))).toBeLessThan(1 + 1e-9)
})

test.each(seeds)('the same pages are read the same, and stay as they were (seed %i)', (seed) => {
  const pages = randomPages(createRandom(seed))
  const before = structuredClone(pages)

  const [first, second] = [readPages(pages), readPages(pages)]

  expect(second).toEqual(first)
  expect(pages).toEqual(before)
})

test.each(seeds.slice(0, 20))(
  'the order in which a page lists its words does not matter (seed %i)',
  (seed) => {
    const page = drawPage(sampleInvoice())
    const words = shuffled(page.words, createRandom(seed))

    const reading = readPages([{ ...page, words }])

    expect(reading).toEqual(readPages([page]))
  },
)

test('the order of the words does not decide what a document is', () => {
  const page = drawPage(`
    ACME Ltd
    Credit note no. CN-2024-7          Date: 15/01/2024
    Total                              -120.00 £`)

  const reading = readPages([{ ...page, words: page.words.toReversed() }])

  expect(reading).toEqual(readPages([page]))
})

test('a label is given or missing, never both, and once unless it is repeatable', () => {
  const { fields, missing_fields } = read(sampleInvoice())

  const labels = fields.map(({ label }) => label)
  const single = labels.filter((label) => !fieldDefinition(label).repeatable)

  expect(new Set([...labels, ...missing_fields])).toEqual(new Set(fieldLabels))
  expect(missing_fields.filter((label) => labels.includes(label))).toEqual([])
  expect(single).toEqual([...new Set(single)])
})

test('values are written as the contract says', () => {
  const { fields } = read(sampleInvoice())

  const values = Object.fromEntries(fields.map(({ label, value }) => [label, value]))

  expect(values).toEqual({
    numero_facture: 'F-2024-0042',
    date_facture: '2024-01-15',
    date_echeance: '2024-02-14',
    montant_ht: '500.00 EUR',
    montant_tva: '100.00 EUR',
    taux_tva: '20.00',
    montant_ttc: '600.00 EUR',
    devise: 'EUR',
    fournisseur_nom: 'ACME SARL',
    fournisseur_adresse: '12 rue des Lilas, 75011 Paris',
    fournisseur_siret: '73282932000074',
    fournisseur_tva: 'FR44732829320',
    fournisseur_iban: 'FR7630006000011234567890189',
    fournisseur_bic: 'AGRIFRPP',
    client_nom: 'Durand et Fils',
    client_adresse: '8 avenue Foch, 69006 Lyon',
  })
})

test('a value says on which page it stands, where, and how it was read', () => {
  const first = drawPage(sampleInvoice({ totals: '', foot: '' }))
  const totals = `
    Total HT             500,00 €
    TVA 20 %             100,00 €
    Total TTC            600,00 €`
  const second = drawPage(totals, { number: 2, source: 'ocr' })

  const { fields } = readPages([first, second])

  expect(fields).toContainEqual(
    expect.objectContaining({ label: 'numero_facture', page: 1, source: 'text_layer' }),
  )
  expect(fields).toContainEqual(
    expect.objectContaining({ label: 'montant_ttc', page: 2, source: 'ocr' }),
  )
})

test('the box of a value is that of its words', () => {
  const page = drawPage(sampleInvoice())
  const word = page.words.find(({ text }) => text === 'F-2024-0042')

  const { fields } = readPages([page])

  const box = fields.find(({ label }) => label === 'numero_facture')?.bbox
  expect(box?.x).toBeCloseTo(word?.box.x ?? -1)
  expect(box?.y).toBeCloseTo(word?.box.y ?? -1)
  expect(box?.width).toBeCloseTo(word?.box.width ?? -1)
  expect(box?.height).toBeCloseTo(word?.box.height ?? -1)
})

test('a field shows the checks that it took part in', () => {
  const { fields } = read(sampleInvoice())

  const gross = fields.find(({ label }) => label === 'montant_ttc')

  expect(gross?.checks).toContainEqual(
    expect.objectContaining({ id: 'totals.net_plus_vat', passed: true }),
  )
})

test('a document with one recognised page is a scan', () => {
  const pages = [drawPage(sampleInvoice()), drawPage('', { number: 2, source: 'ocr' })]

  expect([readPages(pages).rendering, read(sampleInvoice()).rendering]).toEqual(['scan', 'digital'])
})

test('what read a document is on record', () => {
  expect(read(sampleInvoice())).toMatchObject({ model_version: 'model_1', pages: 1 })
})
