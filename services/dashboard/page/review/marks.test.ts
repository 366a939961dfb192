import { expect, test } from 'vitest'
import { fr } from '../messages/fr/fr.ts'
import { draftOf } from './draft.ts'
import { marksOf } from './marks.ts'
import { extractionOf, field, place } from './testing/draft-samples.ts'

const line = { description: 'Vis', page: 1, bbox: place, confidence: 0.5 }
const lines = [line, { ...line, page: 2 }, { description: 'Clous', confidence: 0.5 }]
const draft = draftOf({ ...extractionOf([field('montant_ttc', '10.00 EUR')]), lines })

test('lines and fields are marked on the page where they stand, by how sure they are', () => {
  const marks = marksOf(draft, 1, fr)

  expect(marks.map(({ name, level }) => [name, level])).toEqual([
    ['Ligne 1 : Vis', 'low'],
    ['Total TTC : 10.00 EUR', 'high'],
  ])
})

test('a line that a person has changed is sure', () => {
  const changed = draft.lines.map((one) => ({ ...one, amount: '3' }))

  const [mark] = marksOf({ ...draft, lines: changed }, 2, fr)

  expect([mark?.key, mark?.level]).toEqual(['line.1', 'sure'])
})
