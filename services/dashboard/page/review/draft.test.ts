import { expect, test } from 'vitest'
import { draftOf, drawableOf, toCorrections } from './draft.ts'
import { extractionOf, field, place, withValues } from './testing/draft-samples.ts'

test('nothing that was changed confirms everything', () => {
  const extraction = extractionOf([field('montant_ttc', '1250.00 EUR')])

  const corrections = toCorrections(draftOf(extraction), extraction)

  expect(corrections).toEqual({ fields: [] })
})

test('a total that was typed in the French way is sent as the platform writes it', () => {
  const extraction = extractionOf([field('montant_ttc', '1250.00 EUR')])
  const draft = withValues(extraction, { montant_ttc: '1 300,50 €' })

  const corrections = toCorrections(draft, extraction)

  expect(corrections.fields).toEqual([{ label: 'montant_ttc', value: '1300.50 EUR' }])
})

test('a place that a person has drawn is sent, that of what was read is not', () => {
  const extraction = extractionOf([field('montant_ttc', '1250.00 EUR')])
  const draft = draftOf(extraction)
  const drawn = { ...place, y: 0.8 }
  const fields = draft.fields.map((one) =>
    one.label === 'montant_ttc' ? { ...one, page: 2, bbox: drawn } : one,
  )

  const corrections = toCorrections({ ...draft, fields }, extraction)

  expect(corrections.fields).toEqual([
    { label: 'montant_ttc', value: '1250.00 EUR', page: 2, bbox: drawn },
  ])
})

test('an amount that is typed without a currency has none where the document names none', () => {
  const extraction = extractionOf([field('montant_ttc', '1250.00')])

  const untouched = toCorrections(draftOf(extraction), extraction)
  const typed = toCorrections(withValues(extraction, { montant_ttc: '1 300,50' }), extraction)

  expect(untouched).toEqual({ fields: [] })
  expect(typed.fields).toEqual([{ label: 'montant_ttc', value: '1300.50' }])
})

test('an amount has the currency that was corrected with it, and what was not touched stays', () => {
  const extraction = extractionOf([
    field('montant_ht', '1000.00'),
    field('montant_ttc', '1250.00 EUR'),
    field('devise', 'EUR'),
  ])
  const draft = withValues(extraction, { devise: '$', montant_ttc: '1 300,50' })

  const corrections = toCorrections(draft, extraction)

  expect(corrections.fields).toEqual([
    { label: 'montant_ttc', value: '1300.50 USD' },
    { label: 'devise', value: 'USD' },
  ])
})

test('a value that was emptied is sent as absent', () => {
  const extraction = extractionOf([field('acompte', '10.00 EUR')])

  const corrections = toCorrections(withValues(extraction, { acompte: '' }), extraction)

  expect(corrections.fields).toEqual([{ label: 'acompte', value: null }])
})

test('a key field that was not found has a place, and stays out while it is empty', () => {
  const extraction = extractionOf([])

  const draft = draftOf(extraction)

  expect(draft.fields.map(({ label }) => label)).toContain('numero_facture')
  expect(toCorrections(draft, extraction)).toEqual({ fields: [] })
})

test('a rate of tax that was corrected sends the tax of all rates, as the platform writes it', () => {
  const untouched = { rate: '2.1', base: '10.125', amount: '0.21' }
  const read = [{ rate: '20.00', base: '100.00', amount: '20.00' }, untouched]
  const extraction = { ...extractionOf([]), vat_breakdown: read }
  const draft = draftOf(extraction)
  const corrected = draft.vat.map((row, index) =>
    index === 0 ? { ...row, base: '1 100,00 €', amount: '220' } : row,
  )
  const added = { key: 'new', original: undefined, rate: '5,5 %', base: '', amount: '2,75' }

  const corrections = toCorrections({ ...draft, vat: [...corrected, added] }, extraction)

  expect(corrections).toEqual({
    fields: [],
    vat_breakdown: [
      { rate: '20.00', base: '1100.00', amount: '220.00' },
      untouched,
      { rate: '5.50', amount: '2.75' },
    ],
  })
  expect(toCorrections(draft, extraction)).toEqual({ fields: [] })
})

test('one changed line sends all lines, with the place that each was read at', () => {
  const line = { description: 'Vis', quantity: '2', page: 1, bbox: place, confidence: 0.8 }
  const extraction = { ...extractionOf([]), lines: [line, { ...line, description: 'Clous' }] }
  const draft = draftOf(extraction)
  const lines = draft.lines.map((one, i) => (i === 0 ? { ...one, amount: '3,50' } : one))

  const corrections = toCorrections({ ...draft, lines }, extraction)

  expect(corrections.lines).toEqual([
    { description: 'Vis', quantity: '2', amount: '3.50', page: 1, bbox: place },
    { description: 'Clous', quantity: '2', page: 1, bbox: place },
  ])
})

test.each([
  ['a price of thousands', { quantity: '2', unit_price: '1.250' }, { unit_price: '1250' }],
  [
    'a price of three decimals that makes the amount',
    { quantity: '40', unit_price: '1,459', amount: '58,36' },
    { unit_price: '1.459', amount: '58.36' },
  ],
  ['an amount of thousands', { quantity: '1,250', amount: '1,250' }, { amount: '1250' }],
  ['what was read', { description: 'Ecrou' }, { unit_price: '9.125' }],
])('%s of a line is sent as such', (_what, typed, expected) => {
  const read = { description: 'Vis', unit_price: '9.125', page: 1, bbox: place, confidence: 0.8 }
  const extraction = { ...extractionOf([]), lines: [read] }
  const draft = draftOf(extraction)
  const lines = draft.lines.map((line) => ({ ...line, ...typed }))

  const corrections = toCorrections({ ...draft, lines }, extraction)

  expect(corrections.lines?.[0]).toMatchObject(expected)
})

test.each([
  ['in a field', 'montant_ttc.0', 'montant_ttc'],
  ['in nothing yet', undefined, 'numero_facture'],
  ['in a line', 'line.0', undefined],
  ['in a rate of tax', 'vat.0', undefined],
  ['in a line that was taken away', 'line.1', 'numero_facture'],
] as const)('whoever is %s draws: %#', (_where, activeKey, expected) => {
  const line = { description: 'Vis', page: 1, bbox: place, confidence: 0.8 }
  const tables = { lines: [line], vat_breakdown: [{ rate: '20.00' }] }
  const draft = draftOf({ ...extractionOf([field('montant_ttc', '1250.00 EUR')]), ...tables })

  const drawable = drawableOf(draft, activeKey)

  expect(drawable?.label).toBe(expected)
})
