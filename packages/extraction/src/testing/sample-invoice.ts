type Part = 'head' | 'parties' | 'lines' | 'totals' | 'foot'

const parts: Record<Part, string> = {
  head: `
ACME SARL                                              FACTURE
12 rue des Lilas
75011 Paris                                            Facture n° : F-2024-0042
SIRET 732 829 320 00074                                Date : 15/01/2024
TVA FR44732829320                                      Échéance : 14/02/2024`,
  parties: `
                                                       Facturé à :
                                                       Durand et Fils
                                                       8 avenue Foch
                                                       69006 Lyon`,
  lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Formation sur site                      1           300,00              20 %      300,00`,
  totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            600,00 €`,
  foot: `
IBAN FR76 3000 6000 0112 3456 7890 189   BIC AGRIFRPP`,
}

/**
 * The drawing of ACME's invoice to Durand et Fils over 500.00 + 100.00 = 600.00 EUR, except for the parts that are given.
 */
export function sampleInvoice(own: Partial<Record<Part, string>> = {}): string {
  return Object.values({ ...parts, ...own }).join('\n')
}
