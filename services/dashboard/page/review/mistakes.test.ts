import { expect, test } from 'vitest'
import { draftOf, toCorrections } from './draft.ts'
import { mistakesOf } from './mistakes.ts'
import { extractionOf, field, place } from './testing/draft-samples.ts'

test('what the platform says against a value stands at the input that it was typed into', () => {
  const extraction = extractionOf([field('taux_tva', '20.00'), field('taux_tva', '10.00')])
  const read = draftOf(extraction)
  const fields = read.fields.map((one) => (one.value === '10.00' ? { ...one, value: 'dix' } : one))
  const draft = { ...read, fields }
  const corrections = toCorrections(draft, extraction)

  const { marked } = mistakesOf([{ path: 'body.fields.1.value', message: 'expected a rate' }], {
    draft,
    corrections,
  })

  expect([...marked]).toEqual([['field-taux_tva.1', 'rate']])
})

test('a rate that is missing stands at its row', () => {
  const read = draftOf(extractionOf([]))
  const row = { original: undefined, rate: '', base: '10', amount: '2' }
  const draft = {
    ...read,
    vat: [
      { ...row, base: '', amount: '', key: 'a' },
      { ...row, key: 'b' },
    ],
  }
  const corrections = toCorrections(draft, extractionOf([]))

  const { marked } = mistakesOf(
    [{ path: 'body.vat_breakdown.0.rate', message: 'Invalid string' }],
    {
      draft,
      corrections,
    },
  )

  expect([...marked]).toEqual([['b-rate', 'decimal']])
})

test('a cell of a line is found, empty lines before it or not', () => {
  const line = { description: 'Vis', quantity: '2', page: 1, bbox: place, confidence: 0.8 }
  const extraction = { ...extractionOf([]), lines: [line, { ...line, description: 'Clous' }] }
  const read = draftOf(extraction)
  const empty = { description: '', quantity: '', unit_price: '', vat_rate: '', amount: '' }
  const lines = read.lines.map((one, index) =>
    index === 0 ? { ...one, ...empty } : { ...one, quantity: 'deux' },
  )
  const draft = { ...read, lines }
  const corrections = toCorrections(draft, extraction)

  const { marked } = mistakesOf([{ path: 'body.lines.0.quantity', message: 'Invalid string' }], {
    draft,
    corrections,
  })

  expect([...marked]).toEqual([['line.1-quantity', 'decimal']])
})

test('what stands at no input is told apart', () => {
  const draft = draftOf(extractionOf([]))
  const twice = { path: 'body.fields', message: 'montant_ttc is given twice' }

  const { marked, others } = mistakesOf([twice], { draft, corrections: { fields: [] } })

  expect([marked.size, others]).toEqual([0, [twice]])
})
