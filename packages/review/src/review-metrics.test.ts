import type { Reading } from '@invoice-ml/contracts'
import { createMetrics } from '@invoice-ml/runtime'
import { sampleReading } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { judgeReading } from './judge-reading.ts'
import { createReviewMetrics } from './review-metrics.ts'

type Field = Reading['fields'][number]

function reading(...fields: Pick<Field, 'label' | 'value' | 'confidence'>[]): Reading {
  const place = { raw: '', page: 1, source: 'text_layer' as const, checks: [] }
  return { ...sampleReading(), fields: fields.map((field) => ({ ...place, ...field })) }
}

const number = { label: 'numero_facture', value: 'F-1', confidence: 0.96 } as const
const rates = [
  { label: 'taux_tva', value: '20.00', confidence: 0.9 },
  { label: 'taux_tva', value: '10.00', confidence: 0.6 },
] as const
const due = { label: 'date_echeance', value: '2026-02-01', confidence: 0.5 } as const
const order = { label: 'numero_commande', value: 'C-9', confidence: 1 } as const

test('each value is confirmed, wrong, spurious or missed', () => {
  const read = reading(number, ...rates, due)

  const verdicts = judgeReading(read, reading(number, rates[0], order))

  expect(verdicts).toEqual([
    { label: 'numero_facture', verdict: 'confirmed', confidence: 0.96 },
    { label: 'taux_tva', verdict: 'confirmed', confidence: 0.9 },
    { label: 'taux_tva', verdict: 'wrong', confidence: 0.6 },
    { label: 'date_echeance', verdict: 'spurious', confidence: 0.5 },
    { label: 'numero_commande', verdict: 'missed', confidence: undefined },
  ])
})

test('a document that is corrected again says nothing of the machine', () => {
  const ofPerson = { ...reading({ ...number, confidence: 1 }), overall_confidence: 1 }

  expect(judgeReading(ofPerson, reading({ ...number, value: 'F-2' }))).toEqual([])
})

test('what was stated can be compared with what was right', async () => {
  const metrics = createMetrics('test')
  const review = createReviewMetrics(metrics)

  review.corrected(reading(number, due), reading(number, order))

  const text = await metrics.registry.metrics()
  const lines = [
    'reviewed_values_total{confidence="0.95-0.98",verdict="right",service="test"} 1',
    'reviewed_values_total{confidence="0.5-0.7",verdict="wrong",service="test"} 1',
    'reviewed_confidence_total{confidence="0.95-0.98",service="test"} 0.96',
    'fields_confirmed_total{field="numero_facture",service="test"} 1',
    'fields_corrected_total{field="date_echeance",kind="spurious",service="test"} 1',
    'fields_corrected_total{field="numero_commande",kind="missed",service="test"} 1',
    'fields_corrected_total{field="montant_ttc",kind="wrong",service="test"} 0',
  ]
  for (const line of lines) expect(text).toContain(`invoiceml_${line}\n`)
})
