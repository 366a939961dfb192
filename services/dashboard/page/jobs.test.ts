import { expect, test } from 'vitest'
import { toQuery, toRow } from './jobs.ts'

test.each([
  ['2026-01-15', new Date(2026, 0, 15).toISOString()],
  ['x', undefined],
  [undefined, undefined],
])('documents since %s are those after %s', (since, expected) => {
  const query = toQuery({ since })

  expect(query.created_after).toBe(expected)
})

test('a row shows the same of a summary as of a whole result', () => {
  const job = {
    job_id: 'a',
    filename: 'a.pdf',
    status: 'completed',
    created_at: '2026-01-15T10:30:00Z',
    updated_at: '2026-01-15T10:30:00Z',
  } as const
  const summary = {
    fournisseur_nom: 'Acme',
    numero_facture: 'F-1',
    montant_ttc: '10.00 EUR',
    overall_confidence: 0.5,
    needs_review: true,
  }

  const row = toRow({ ...job, summary })

  expect(row).toMatchObject({
    supplier: 'Acme',
    number: 'F-1',
    total: '10.00 EUR',
    confidence: 0.5,
    needsReview: true,
  })
})
