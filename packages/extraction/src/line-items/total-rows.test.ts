import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'
import { readLines } from '../testing/table-lines.ts'

test('sub-totals between items are left out', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Sous-total services                                                               200,00
Formation sur site                      1           300,00              20 %      300,00
Sous-total formation                                                              300,00`)

  expect(lines.map(([description]) => description)).toEqual([
    'Support mensuel',
    'Formation sur site',
  ])
})

test('totals, discounts and shipping below the table are no items', () => {
  const { lines } = read(
    sampleInvoice({
      totals: `
                                                            Sous-total           500,00 €
                                                            Remise               -50,00 €
                                                            Frais de port         50,00 €
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            600,00 €`,
    }),
  )

  expect(lines.map(({ amount }) => amount)).toEqual(['200.00', '300.00'])
})

test('a discount among the items is an item with a negative amount', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Geste commercial                        1           -20,00              20 %      -20,00`)

  expect(lines.at(1)).toEqual(['Geste commercial', '1', '-20.00', '20.00', '-20.00'])
})

test('what stands left of a total is no item', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         5           100,00              20 %      500,00
Domiciliation: Banque du Sud                        Hors taxe                     500,00`)

  expect(lines.map(([description]) => description)).toEqual(['Support mensuel'])
})

test('what stands below the totals is no item', () => {
  const { lines } = read(
    sampleInvoice({
      foot: `
Pénalités de retard : 3 fois le taux légal, indemnité forfaitaire de 40,00 €
ACME SARL au capital de 10 000,00 €`,
    }),
  )

  expect(lines).toHaveLength(2)
})

test('a reduction printed below an item comes off its amount', () => {
  const [line] = readLines(`
Bezeichnung                  Menge       Einzelpreis                   Gesamtpreis
Kunstrasen                   3           4,00                          12,00
                                         abzgl. 2,00 EUR               -2,00`)

  expect(line?.at(-1)).toBe('10.00')
})

test('discounts and charges of the whole document are no items', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Assistance                              2           100,00              20 %      200,00
Remise commerciale                                                      20 %      -10,00
Frais de port                                                           20 %      15,00`)

  expect(lines).toHaveLength(1)
})

test('a table of taxes ends the table of goods', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Assistance                              2           100,00              20 %      200,00

Taxe                Base                Taux        Montant
TVA                 200,00              20 %        40,00`)

  expect(lines).toHaveLength(1)
})

test.each([
  'Steuererklärung 2025',
  'Bank reconciliation',
  'Balance sheet',
  'VAT return Q1',
  'Tax advice',
  'Payment integration',
  'Conditionnement des colis',
])('what begins with the word of a total is one of the goods: %s', (name) => {
  const lines = readLines(`
Bezeichnung                                                                       Betrag
Beratung                                                                          50,00
${name.padEnd(82)}450,00
Buchhaltung                                                                       100,00`)

  expect(lines.map(([description]) => description)).toEqual(['Beratung', name, 'Buchhaltung'])
})

test.each([
  'Balance due',
  'VAT 20 %',
  'TVA 20 % sur 500,00',
  'Steuerbetrag',
  'Sum EUR',
  'Taxes',
  'GST/HST 13 %',
  'BTW hoog 21 %',
  'TVA intermédiaire 10 %',
  'Tax (GST 5 %)',
  'HST 13 %',
  'Balance outstanding',
])('a total ends the goods where it says nothing else: %s', (caption) => {
  const lines = readLines(`
Bezeichnung                                                                       Betrag
Beratung                                                                          400,00
Buchhaltung                                                                       100,00
${caption.padEnd(82)}100,00
Nachtrag                                                                          10,00`)

  expect(lines.map(([description]) => description)).toEqual(['Beratung', 'Buchhaltung'])
})
