import type { Extraction } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { draftOf, emptyField, toCorrections } from './draft.ts'
import { rebased } from './rebased.ts'
import { extractionOf, field, place, withValues } from './testing/draft-samples.ts'

const base = extractionOf([field('numero_facture', 'F-1'), field('montant_ttc', '10.00 EUR')])
const newest: Extraction = {
  ...base,
  fields: [field('numero_facture', 'F-2'), field('montant_ttc', '12.00 EUR')],
  lines: [{ description: 'Vis', page: 1, bbox: place, confidence: 1 }],
}

test('what a person has changed stays, upon what was corrected elsewhere', () => {
  const mine = withValues(base, { montant_ttc: '15.00 EUR' })

  const draft = rebased(mine, { base, newest })

  const values = draft.fields.map(({ label, value }) => [label, value])
  expect(values).toContainEqual(['numero_facture', 'F-2'])
  expect(values).toContainEqual(['montant_ttc', '15.00 EUR'])
  expect(draft.lines.map(({ description }) => description)).toEqual(['Vis'])
  expect(toCorrections(draft, newest)).toEqual({
    fields: [{ label: 'montant_ttc', value: '15.00 EUR' }],
  })
})

test('lines that a person has changed are sent, however many there are by now', () => {
  const line = { description: 'Clous', page: 1, bbox: place, confidence: 0.8 }
  const read = { ...base, lines: [line, { ...line, description: 'Écrous' }] }
  const mine = draftOf(read)

  const draft = rebased({ ...mine, lines: mine.lines.slice(1) }, { base: read, newest })

  const { lines } = toCorrections(draft, newest)
  expect(lines?.map(({ description }) => description)).toEqual(['Écrous'])
})

test.each([
  ['beside one that was read', [field('taux_tva', '20.00')], ['20.00', '10.00', '5.50']],
  ['where none was read', [], ['10.00', '5.50']],
] as const)(
  'one more value that a person has added %s stays with one that was added elsewhere',
  (_where, read, expected) => {
    const before = extractionOf([...read])
    const { fields, ...tables } = draftOf(before)
    const mine = { ...emptyField('taux_tva'), value: '5.50' }
    const others = extractionOf([...read, field('taux_tva', '10.00')])

    const draft = rebased(
      { ...tables, fields: [...fields, mine] },
      { base: before, newest: others },
    )

    const values = toCorrections(draft, others).fields.map(({ value }) => value)
    expect(values).toEqual(expected)
  },
)

test('a field of one value that both have added has the value of whoever set hers upon the other', () => {
  const before = extractionOf([])
  const { fields, ...tables } = draftOf(before)
  const mine = { ...emptyField('acompte'), value: '5.00 EUR' }
  const others = extractionOf([field('acompte', '10.00 EUR')])

  const draft = rebased({ ...tables, fields: [...fields, mine] }, { base: before, newest: others })

  expect(toCorrections(draft, others).fields).toEqual([{ label: 'acompte', value: '5.00 EUR' }])
})
