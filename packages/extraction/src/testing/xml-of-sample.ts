import type { FieldLabel } from '@invoice-ml/contracts'
import type { ElectronicInvoice } from '@invoice-ml/e-invoice'

/** What ACME's invoice says in XML, with other values for some labels. */
export function xmlOfSample(
  own: Partial<Record<FieldLabel, string>> = {},
  parts: Partial<ElectronicInvoice> = {},
): ElectronicInvoice {
  const values = {
    numero_facture: 'F-2024-0042',
    date_facture: '2024-01-15',
    montant_ht: '500.00 EUR',
    montant_tva: '100.00 EUR',
    montant_ttc: '600.00 EUR',
    ...own,
  }
  return {
    syntax: 'cii',
    kind: 'invoice',
    currency: 'EUR',
    values: Object.entries(values).map(([label, value]) => ({
      // Object.entries forgets the type of the keys.
      label: label as FieldLabel,
      value,
      raw: value,
    })),
    lines: [],
    vatBreakdown: [],
    faults: [],
    ...parts,
  }
}
