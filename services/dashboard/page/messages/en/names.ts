import type { Messages } from '../fr/fr.ts'

export const fields: Messages['fields'] = {
  numero_facture: 'Invoice number',
  date_facture: 'Invoice date',
  date_echeance: 'Due date',
  montant_ht: 'Total without tax',
  montant_tva: 'Total tax',
  taux_tva: 'Tax rate',
  montant_ttc: 'Total with tax',
  devise: 'Currency',
  fournisseur_nom: 'Supplier',
  fournisseur_adresse: 'Supplier’s address',
  fournisseur_siren: 'Supplier’s SIREN',
  fournisseur_siret: 'Supplier’s SIRET',
  fournisseur_tva: 'Supplier’s VAT number',
  fournisseur_iban: 'IBAN',
  fournisseur_bic: 'BIC',
  client_nom: 'Client',
  client_adresse: 'Client’s address',
  client_siren: 'Client’s SIREN',
  client_siret: 'Client’s SIRET',
  client_tva: 'Client’s VAT number',
  numero_commande: 'Order number',
  net_a_payer: 'Amount due',
  acompte: 'Already paid',
  remise: 'Discount',
  frais_port: 'Shipping',
  conditions_paiement: 'Payment terms',
  date_livraison: 'Delivery date',
  periode_debut: 'Period from',
  periode_fin: 'Period to',
}

export const statuses: Messages['statuses'] = {
  queued: 'Waiting',
  processing: 'Reading',
  completed: 'Read',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const scopes: Messages['scopes'] = {
  extract: 'submit documents',
  read: 'read results',
  review: 'correct',
  admin: 'administer everything',
}

export const expected: Messages['expected'] = {
  amount: 'an amount, as 1,250.00 EUR',
  date: 'a date, as 15/01/2026',
  rate: 'a rate, as 20 %',
  currency: 'a currency, as EUR',
  siren: '9 digits',
  siret: '14 digits',
  vat: 'a number that begins with its country, as FR44732829320',
  iban: 'a whole IBAN',
  bic: 'a BIC of 8 or 11 characters',
  reference: 'at most 100 characters, on one line',
  name: 'at most 300 characters, on one line',
  address: 'at most 500 characters, on one line',
  text: 'at most 500 characters, on one line',
  decimal: 'a number, as 12.50',
}

export const checks: Messages['checks'] = {
  'totals.net_plus_vat': 'Net + tax is not the total',
  'totals.vat_by_rate': 'The tax does not fit its rate',
  'totals.vat_breakdown': 'The tax by rate does not add up',
  'totals.amount_due': 'The amount due does not fit',
  'totals.lines': 'The lines do not add up to the total',
  'lines.quantity_times_price': 'Quantity × price is not the amount of a line',
  'vat.french_rate': 'France has no such rate',
  'vat.': 'The VAT number is not valid',
  'calendar.due_after_issue': 'The due date does not follow the invoice date',
  'calendar.': 'A date is not plausible',
  'iban.': 'The IBAN is not valid',
  'bic.': 'The BIC does not fit',
  'siren.': 'The SIREN is not valid',
  'siret.': 'The SIRET is not valid',
  'identity.': 'SIREN, SIRET and VAT number do not belong together',
  'xml.': 'The XML of the file does not agree with the page',
}
