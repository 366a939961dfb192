/** How a field's value is written and compared. */
export type FieldType =
  | 'text'
  | 'reference'
  | 'date'
  | 'amount'
  | 'rate'
  | 'currency'
  | 'name'
  | 'address'
  | 'siren'
  | 'siret'
  | 'vat'
  | 'iban'
  | 'bic'

export type FieldDefinition = {
  type: FieldType
  /** A document whose key fields are not all certain is sent to a person. */
  key?: true
  /** The label may occur more than once in one extraction. */
  repeatable?: true
  /** What the field holds, for people. */
  description: string
}

/** Every header field of an invoice, in the order in which people read them. The labels are public data. */
export const fields = {
  numero_facture: { type: 'reference', key: true, description: 'Invoice number' },
  date_facture: { type: 'date', key: true, description: 'Issue date' },
  date_echeance: { type: 'date', description: 'Due date' },
  montant_ht: { type: 'amount', key: true, description: 'Total without tax' },
  montant_tva: { type: 'amount', key: true, description: 'Total tax' },
  taux_tva: { type: 'rate', repeatable: true, description: 'Tax rate, in percent' },
  montant_ttc: { type: 'amount', key: true, description: 'Total with tax' },
  devise: { type: 'currency', description: 'Currency, ISO 4217' },
  fournisseur_nom: { type: 'name', description: 'Name of the supplier' },
  fournisseur_adresse: { type: 'address', description: 'Address of the supplier' },
  fournisseur_siren: { type: 'siren', description: 'SIREN of the supplier' },
  fournisseur_siret: { type: 'siret', description: 'SIRET of the supplier' },
  fournisseur_tva: { type: 'vat', description: 'VAT number of the supplier' },
  fournisseur_iban: { type: 'iban', description: 'IBAN to pay to' },
  fournisseur_bic: { type: 'bic', description: 'BIC to pay to' },
  client_nom: { type: 'name', description: 'Name of the client' },
  client_adresse: { type: 'address', description: 'Address of the client' },
  client_siren: { type: 'siren', description: 'SIREN of the client' },
  client_siret: { type: 'siret', description: 'SIRET of the client' },
  client_tva: { type: 'vat', description: 'VAT number of the client' },
  numero_commande: { type: 'reference', description: 'Purchase order number' },
  net_a_payer: { type: 'amount', description: 'Amount left to pay' },
  acompte: { type: 'amount', description: 'Amount already paid' },
  remise: { type: 'amount', description: 'Discount on the whole document' },
  frais_port: { type: 'amount', description: 'Shipping cost' },
  conditions_paiement: { type: 'text', description: 'Payment terms' },
  date_livraison: { type: 'date', description: 'Delivery date' },
  periode_debut: { type: 'date', description: 'First day of the invoiced period' },
  periode_fin: { type: 'date', description: 'Last day of the invoiced period' },
} as const satisfies Record<string, FieldDefinition>

export type FieldLabel = keyof typeof fields

// Object.keys forgets the key type that the literal above guarantees.
export const fieldLabels = Object.keys(fields) as [FieldLabel, ...FieldLabel[]]

export const keyFieldLabels = fieldLabels.filter((label) => 'key' in fields[label])

/** What the detector finds on a page: every field, and the body of the line item table. */
export const detectorLabels = [...fieldLabels, 'lignes'] as const

export type DetectorLabel = FieldLabel | 'lignes'

/** The definition of a label, with its optional parts. */
export function fieldDefinition(label: FieldLabel): FieldDefinition {
  return fields[label]
}
