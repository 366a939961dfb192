import type { Extraction, FieldLabel } from '@invoice-ml/contracts'

type Values = Partial<Record<FieldLabel, string>>

const values: Values = {
  numero_facture: 'F-2026-001',
  date_facture: '2026-01-15',
  date_echeance: '2026-02-14',
  montant_ht: '1000.00 EUR',
  montant_tva: '200.00 EUR',
  taux_tva: '20.00',
  montant_ttc: '1200.00 EUR',
  devise: 'EUR',
  fournisseur_nom: 'ACME & Fils SARL',
  fournisseur_adresse: '12 rue des Lilas, 75011 Paris',
  fournisseur_siren: '732829320',
  fournisseur_siret: '73282932000074',
  fournisseur_tva: 'FR44732829320',
  fournisseur_iban: 'FR7630006000011234567890189',
  fournisseur_bic: 'AGRIFRPP',
  client_nom: 'Client <SAS>',
  client_adresse: '3 place du Marché, 69002 Lyon',
  numero_commande: 'PO-7',
}

/** A complete invoice of 1,200 EUR with two lines, except for what is given; a value of undefined takes a field out. */
export function sampleExtraction(own: Partial<Extraction> = {}, fields: Values = {}): Extraction {
  const all = Object.entries({ ...values, ...fields }) as [FieldLabel, string | undefined][]
  return {
    job_id: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz',
    filename: 'facture_001.pdf',
    extracted_at: '2026-01-15T10:30:00.000Z',
    fields: all.flatMap(([label, value]) =>
      value === undefined
        ? []
        : [
            {
              label,
              value,
              confidence: 0.97,
              raw: value,
              source: 'text_layer' as const,
              checks: [],
            },
          ],
    ),
    lines: [
      line({ description: 'Porte', quantity: '2', unit_price: '400.00', amount: '800.00' }),
      line({ description: 'Pose', quantity: '1', unit_price: '200.00', amount: '200.00' }),
    ],
    vat_breakdown: [{ rate: '20.00', base: '1000.00', amount: '200.00' }],
    missing_fields: [],
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
    cached: false,
    duration_ms: 240,
    ...own,
  }
}

/** A line at 20 %. */
export function line(own: Partial<Extraction['lines'][0]>): Extraction['lines'][0] {
  return { description: 'Porte', vat_rate: '20.00', confidence: 0.9, ...own }
}

/** Extractions as a database gives them. */
export async function* parts(...all: Extraction[][]): AsyncGenerator<Extraction[]> {
  yield* all
}
