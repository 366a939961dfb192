import { createHash, randomBytes } from 'node:crypto'
import type { NewJob } from '@invoice-ml/storage'

type Reading = NonNullable<NewJob['cachedReading']>

/** A job of a one-page PDF that differs from every other, and in what is given. */
export function sampleJob(own: Partial<NewJob> = {}): NewJob {
  const seed = randomBytes(13).toString('hex')
  const digest = (name: string) => createHash(name).update(seed).digest('hex')
  return {
    id: `job_${seed}`,
    filename: 'facture_001.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 1_234,
    sha256: digest('sha256'),
    md5: digest('md5'),
    options: {},
    refresh: false,
    priority: 'interactive',
    requestId: 'req_0123456789abcdef',
    ...own,
  }
}

/** What was read in an invoice of ACME, except for what is given. */
export function sampleReading(own: Partial<Reading> = {}): Reading {
  const bbox = { x: 0.1, y: 0.05, width: 0.2, height: 0.03 }
  const place = { confidence: 0.97, page: 1, bbox, source: 'text_layer' as const, checks: [] }
  return {
    fields: [
      { label: 'fournisseur_nom', value: 'ACME SARL', raw: 'ACME SARL', ...place },
      { label: 'montant_ttc', value: '1250.00 EUR', raw: '1 250,00 €', ...place },
    ],
    lines: [],
    vat_breakdown: [],
    missing_fields: ['date_echeance'],
    checks: [],
    overall_confidence: 0.94,
    needs_review: false,
    review_reasons: [],
    kind: 'invoice',
    language: 'fr',
    currency: 'EUR',
    pages: 1,
    rendering: 'digital',
    model_version: 'model_1',
    ...own,
  }
}
