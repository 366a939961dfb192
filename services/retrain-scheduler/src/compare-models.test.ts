import { expect, test } from 'vitest'
import { compareModels, type JudgedDocument } from './compare-models.ts'
import { annotatedFields, readingOf } from './testing/annotated-documents.ts'

const right = readingOf('F-2026-001', 'model_1')
const place = { raw: '250,00', confidence: 0.9, page: 1, source: 'text_layer' as const, checks: [] }
const invented = { label: 'montant_tva' as const, value: '250.00 EUR', ...place }

function judged(challenger: JudgedDocument['challenger']['reading']): JudgedDocument[] {
  const fields = annotatedFields('ACME').filter(({ label }) => label !== 'fournisseur_nom')
  const document = { supplier: 1, fields, champion: { reading: right, durationMs: 300 } }
  return ['job_1', 'job_2'].map((jobId) => ({
    ...document,
    jobId,
    challenger: { reading: challenger, durationMs: 300 },
  }))
}

test('a value that people say is not there counts against who reads one', () => {
  const compared = compareModels(judged({ ...right, fields: [...right.fields, invented] }), {})

  expect(compared.champion.key_f1).toBe(1)
  expect(compared.challenger.key_f1).toBe(0.8)
  expect(compared.points).toBeCloseTo(-20)
})

test('models that read the same are no different', () => {
  const compared = compareModels(judged(right), { montant_ttc: 0.9 })

  expect(compared.points).toBe(0)
  expect(compared.by_field.map(({ label, documents }) => [label, documents])).toEqual([
    ['numero_facture', 2],
    ['montant_ttc', 2],
  ])
})
