import type { FieldLabel, FieldType, JobStatus, Scope } from '@invoice-ml/contracts'

export const fields: Record<FieldLabel, string> = {
  numero_facture: 'N° de facture',
  date_facture: 'Date de facture',
  date_echeance: 'Échéance',
  montant_ht: 'Total HT',
  montant_tva: 'Total TVA',
  taux_tva: 'Taux de TVA',
  montant_ttc: 'Total TTC',
  devise: 'Devise',
  fournisseur_nom: 'Fournisseur',
  fournisseur_adresse: 'Adresse du fournisseur',
  fournisseur_siren: 'SIREN du fournisseur',
  fournisseur_siret: 'SIRET du fournisseur',
  fournisseur_tva: 'N° TVA du fournisseur',
  fournisseur_iban: 'IBAN',
  fournisseur_bic: 'BIC',
  client_nom: 'Client',
  client_adresse: 'Adresse du client',
  client_siren: 'SIREN du client',
  client_siret: 'SIRET du client',
  client_tva: 'N° TVA du client',
  numero_commande: 'N° de commande',
  net_a_payer: 'Net à payer',
  acompte: 'Acompte',
  remise: 'Remise',
  frais_port: 'Frais de port',
  conditions_paiement: 'Conditions de paiement',
  date_livraison: 'Date de livraison',
  periode_debut: 'Début de période',
  periode_fin: 'Fin de période',
}

export const statuses: Record<JobStatus, string> = {
  queued: 'En attente',
  processing: 'En lecture',
  completed: 'Lu',
  failed: 'Échec',
  cancelled: 'Annulé',
}

export const scopes: Record<Scope, string> = {
  extract: 'déposer des documents',
  read: 'lire les résultats',
  review: 'corriger',
  admin: 'tout administrer',
}

/** How a value of each type may be typed. */
export const expected: Record<FieldType | 'decimal', string> = {
  amount: 'un montant, comme 1 250,00 €',
  date: 'une date, comme 15/01/2026',
  rate: 'un taux, comme 20 %',
  currency: 'une devise, comme EUR',
  siren: '9 chiffres',
  siret: '14 chiffres',
  vat: 'un numéro qui commence par son pays, comme FR44732829320',
  iban: 'un IBAN entier',
  bic: 'un BIC de 8 ou 11 caractères',
  reference: '100 caractères au plus, sur une ligne',
  name: '300 caractères au plus, sur une ligne',
  address: '500 caractères au plus, sur une ligne',
  text: '500 caractères au plus, sur une ligne',
  decimal: 'un nombre, comme 12,50',
}

/** What a failed check means, by the first identifier that its own begins with. */
export const checks: Record<string, string> = {
  'totals.net_plus_vat': 'HT + TVA ne donne pas le TTC',
  'totals.vat_by_rate': 'La TVA ne correspond pas au taux',
  'totals.vat_breakdown': 'Le détail de TVA ne donne pas les totaux',
  'totals.amount_due': 'Le net à payer ne correspond pas',
  'totals.lines': 'La somme des lignes ne donne pas le total',
  'lines.quantity_times_price': 'Quantité × prix ne donne pas le montant d’une ligne',
  'vat.french_rate': 'Ce taux n’existe pas en France',
  'vat.': 'Le numéro de TVA n’est pas valide',
  'currency.dollar': 'On ne sait pas avec certitude de quel pays est ce dollar',
  'calendar.due_after_issue': 'L’échéance ne suit pas la date de facture',
  'calendar.': 'Une date n’est pas plausible',
  'iban.': 'L’IBAN n’est pas valide',
  'bic.': 'Le BIC ne convient pas',
  'siren.': 'Le SIREN n’est pas valide',
  'siret.': 'Le SIRET n’est pas valide',
  'identity.': 'SIREN, SIRET et TVA ne vont pas ensemble',
  'xml.': 'Le XML du fichier ne va pas avec la page',
}
