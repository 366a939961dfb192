import type { Accepted } from '../answers.ts'
import type { Corrections } from '../correction.ts'
import type { Extraction } from '../extraction.ts'
import { fieldLabels } from '../fields.ts'
import type { Job } from '../job.ts'
import { problems } from '../problem.ts'
import type { FieldValue } from '../value.ts'
import type { DeliveredEventType, Delivery, NewWebhook, WebhookMessage } from '../webhook.ts'

const jobId = 'job_01kb4c9t3q8v6m2x7r5n0w1ydz'
const net = {
  id: 'totals.net_plus_vat',
  passed: true,
  detail: 'net 1041.67 + VAT 208.33 = gross 1250.00',
}

function field(label: FieldValue['label'], value: string, raw: string, y: number): FieldValue {
  return {
    label,
    value,
    confidence: 0.97,
    page: 1,
    bbox: { x: 0.62, y, width: 0.2, height: 0.02 },
    raw,
    source: 'text_layer',
    checks: label.startsWith('montant_') ? [net] : [],
  }
}

const fields = [
  field('numero_facture', 'F-2026-001', 'F-2026-001', 0.08),
  field('date_facture', '2026-01-12', '12/01/2026', 0.11),
  field('montant_ht', '1041.67 EUR', '1 041,67 €', 0.7),
  field('montant_tva', '208.33 EUR', '208,33 €', 0.73),
  field('montant_ttc', '1250.00 EUR', '1 250,00 €', 0.76),
]

/** One invoice, as all examples tell of it. */
export const extractionExample: Extraction = {
  job_id: jobId,
  filename: 'facture_001.pdf',
  extracted_at: '2026-01-15T10:30:01Z',
  fields,
  lines: [
    {
      description: 'Support mensuel',
      quantity: '1',
      unit_price: '1041.67',
      vat_rate: '20.00',
      amount: '1041.67',
      page: 1,
      bbox: { x: 0.08, y: 0.4, width: 0.84, height: 0.02 },
      confidence: 0.92,
    },
  ],
  vat_breakdown: [{ rate: '20.00', base: '1041.67', amount: '208.33' }],
  missing_fields: fieldLabels.filter((name) => !fields.some(({ label }) => label === name)),
  checks: [net],
  overall_confidence: 0.94,
  needs_review: false,
  review_reasons: [],
  kind: 'invoice',
  language: 'fr',
  currency: 'EUR',
  pages: 1,
  rendering: 'digital',
  model_version: 'invoice_model_20260115',
  cached: false,
  duration_ms: 240,
}

export const acceptedExample: Accepted = {
  success: true,
  job_id: jobId,
  status: 'queued',
  status_url: `/jobs/${jobId}`,
  events_url: `/jobs/${jobId}/events`,
  expected_wait_seconds: 1,
  message: 'Document accepté',
}

const accepted = {
  job_id: jobId,
  filename: 'facture_001.pdf',
  created_at: '2026-01-15T10:30:00Z',
  updated_at: '2026-01-15T10:30:00Z',
  external_id: 'ERP-42',
}

export const jobExamples = {
  queued: { ...accepted, status: 'queued' },
  processing: {
    ...accepted,
    status: 'processing',
    progress: { stage: 'recognize', page: 1, pages: 3 },
  },
  completed: {
    ...accepted,
    status: 'completed',
    updated_at: '2026-01-15T10:30:01Z',
    result: extractionExample,
  },
  failed: {
    ...accepted,
    status: 'failed',
    problem: {
      type: '/problems/document-encrypted',
      title: problems['document-encrypted'].title,
      status: 422,
      code: 'document-encrypted',
    },
  },
} satisfies Record<string, Job>

/** The same after a person has confirmed it. */
export const correctedExample: Job = {
  ...jobExamples.completed,
  updated_at: '2026-01-15T11:02:00Z',
  result: {
    ...extractionExample,
    fields: fields.map((value) => ({ ...value, confidence: 1 })),
    overall_confidence: 1,
  },
}

export const correctionExamples = {
  one_field: { fields: [{ label: 'montant_ttc', value: '1250.00 EUR' }] },
  not_printed: { fields: [{ label: 'date_echeance', value: null }] },
  all_is_right: { fields: [] },
} satisfies Record<string, Corrections>

export const newWebhookExamples = {
  thin: {
    url: 'https://erp.example.com/hooks/invoices',
    events: ['extraction.completed', 'extraction.failed'],
  },
  with_result: {
    url: 'https://erp.example.com/hooks/invoices',
    events: ['extraction.completed', 'extraction.corrected'],
    description: 'ERP, production',
    include_result: true,
    headers: { 'X-Tenant': 'acme' },
  },
} satisfies Record<string, Partial<NewWebhook>>

const read = {
  job_id: jobId,
  external_id: 'ERP-42',
  status: 'completed' as const,
  needs_review: false,
  model_version: 'invoice_model_20260115',
  result_url: `/jobs/${jobId}`,
}
const facts: Record<DeliveredEventType, WebhookMessage['data']> = {
  'extraction.completed': read,
  'extraction.needs_review': { ...read, needs_review: true },
  'extraction.corrected': read,
  'extraction.failed': {
    job_id: jobId,
    external_id: 'ERP-42',
    status: 'failed',
    problem: { code: 'document-encrypted', title: problems['document-encrypted'].title },
    result_url: `/jobs/${jobId}`,
  },
  'model.deployed': {
    model_version: 'invoice_model_20260115',
    previous_version: 'invoice_model_20251220',
    reason: 'trained',
  },
  'webhook.test': {},
}

/** What an endpoint receives of each event. */
export function webhookExample(type: DeliveredEventType): WebhookMessage {
  return { type, timestamp: '2026-01-15T10:30:01Z', data: facts[type] }
}

/** A test as it is queued. */
export const testDeliveryExample: Delivery = {
  delivery_id: 'msg_0191f3a25b6c4d7e8f90a1b2c3d4e5f6',
  webhook_id: 'wh_01kb4c9t3q8v6m2x7r5n0w1ydz',
  event: 'webhook.test',
  status: 'pending',
  occurred_at: '2026-01-15T10:30:00Z',
  next_attempt_at: '2026-01-15T10:30:00Z',
  attempts: [],
}
