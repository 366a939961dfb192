import { expect, test } from 'vitest'
import { checksOf, read, valuesOf } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'

test('net, tax and gross that agree are the totals, and nobody has to look', () => {
  const reading = read(sampleInvoice())

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '100.00 EUR',
    montant_ttc: '600.00 EUR',
  })
  expect(reading.needs_review).toBe(false)
})

test('a total that contradicts HT + TVA is sent to review', () => {
  const contradiction = sampleInvoice({
    totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            630,00 €`,
  })

  const reading = read(contradiction)

  expect(reading.needs_review).toBe(true)
  expect(checksOf(reading)).toMatchObject({ 'totals.net_plus_vat': false })
})

test('a total that contradicts the others is given as printed, never rescaled', () => {
  const contradiction = sampleInvoice({
    totals: `
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            630,00 €`,
  })

  const reading = read(contradiction)

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '100.00 EUR',
    montant_ttc: '630.00 EUR',
  })
})

test('lines that add up by chance are not taken for net and tax', () => {
  const untaxed = sampleInvoice({
    lines: `
Désignation                             Quantité    Prix unitaire                 Montant
Support mensuel                         2           100,00                        200,00
Formation sur site                      1           300,00                        300,00`,
    totals: `
                                                            Total                500,00 €`,
  })

  const values = valuesOf(read(untaxed))

  expect(values.montant_ttc).toBe('500.00 EUR')
  expect(values.montant_tva).toBeUndefined()
})

test('a cent lost to rounding does not contradict', () => {
  const rounded = sampleInvoice({
    lines: '',
    totals: `
                                                            Total HT              33,33 €
                                                            TVA 20 %               6,67 €
                                                            Total TTC             39,99 €`,
  })

  const reading = read(rounded)

  expect(valuesOf(reading).montant_ttc).toBe('39.99 EUR')
  expect(reading.needs_review).toBe(false)
})

test('the totals of a credit note keep their minus', () => {
  const creditNote = sampleInvoice({
    head: `
ACME SARL                                              AVOIR
12 rue des Lilas
75011 Paris                                            Avoir n° : A-2024-0007
SIRET 732 829 320 00074                                Date : 15/01/2024`,
    lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         -2          100,00              20 %      -200,00`,
    totals: `
                                                            Total HT            -200,00 €
                                                            TVA 20 %             -40,00 €
                                                            Total TTC           -240,00 €`,
  })

  const reading = read(creditNote)

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '-200.00 EUR',
    montant_tva: '-40.00 EUR',
    montant_ttc: '-240.00 EUR',
  })
  expect(reading.kind).toBe('credit_note')
  expect(reading.needs_review).toBe(false)
})

test('with several VAT rates the tax is the sum of them', () => {
  const twoRates = sampleInvoice({
    lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Livres                                  1           300,00              5,5 %     300,00`,
    totals: `
Taux TVA     Base HT      Montant TVA
20 %         200,00       40,00
5,5 %        300,00       16,50

                                                            Total HT             500,00 €
                                                            Total TVA             56,50 €
                                                            Total TTC            556,50 €`,
  })

  const reading = read(twoRates)

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '56.50 EUR',
    montant_ttc: '556.50 EUR',
  })
  expect(reading.needs_review).toBe(false)
})

test('an invoice without tax is balanced by a tax of nothing', () => {
  const untaxed = sampleInvoice({
    totals: `
                                                            Total HT             500,00 €
                                                            TVA                    0,00 €
                                                            Total TTC            500,00 €`,
  })

  const values = valuesOf(read(untaxed))

  expect(values).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '0.00 EUR',
    montant_ttc: '500.00 EUR',
  })
})

test('the totals stand on the last page, not in the sum carried over', () => {
  const first = sampleInvoice({
    totals: `
                                                            A reporter           500,00 €`,
    foot: '',
  })
  const second = `
Facture n° : F-2024-0042                               Page 2/2

Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
                                                            Report               500,00 €
Audit annuel                            1           700,00              20 %      700,00

                                                            Total HT           1 200,00 €
                                                            TVA 20 %             240,00 €
                                                            Total TTC          1 440,00 €`

  const reading = read(first, second)

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '1200.00 EUR',
    montant_tva: '240.00 EUR',
    montant_ttc: '1440.00 EUR',
  })
  expect(reading.fields.find(({ label }) => label === 'montant_ttc')?.page).toBe(2)
})

test('the bases of two rates are not taken for net and tax', () => {
  const reading = read(
    sampleInvoice({
      lines: '',
      totals: `
                                                  Nettobetrag                    500,00 €
                                                  19 % MwSt auf 400,00 €          76,00 €
                                                  7 % MwSt auf 100,00 €            7,00 €
                                                  Gesamtbetrag                   583,00 €`,
    }),
  )

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_ttc: '583.00 EUR',
  })
})

test('the tax of several rates is their sum where no total of them is printed', () => {
  const reading = read(
    sampleInvoice({
      lines: '',
      totals: `
                                                  Total HT                       500,00 €
                                                  TVA 20 % sur 200,00 €           40,00 €
                                                  TVA 5,5 % sur 300,00 €          16,50 €
                                                  Total TTC                      556,50 €`,
    }),
  )

  expect(reading.fields).toContainEqual(
    expect.objectContaining({
      label: 'montant_tva',
      value: '56.50 EUR',
      raw: expect.stringMatching(/40,00.*16,50/),
    }),
  )
  expect(checksOf(reading)).toMatchObject({ 'totals.net_plus_vat': true })
})

test('a discount on a line is not taken for the tax', () => {
  const reading = read(
    sampleInvoice({
      lines: `
Pos.   Artikel                             EP            Betrag
1      Fahrradklingel                      20,00         20,00
       Rabatt                                            -0,40`,
      totals: `
                                           Warensumme             19,60 €
                                           Rechnungssumme         19,60 €`,
    }),
  )

  expect(valuesOf(reading).montant_ttc).toBe('19.60 EUR')
  expect(valuesOf(reading).montant_tva).not.toBe('-0.40 EUR')
})

test('a tax within the total tells which amounts are total and tax', () => {
  const values = valuesOf(
    read(`
      Rechnung Nr. 2024-17
      Beitrag inklusive 19 % Versicherungssteuer                 119,00 €
      darin enthaltene Versicherungssteuer                        19,00 €
      offene Forderung aus dem Vormonat                           81,00 €
      zu zahlender Betrag                                        200,00 €`),
  )

  expect(values).toMatchObject({ montant_tva: '19.00 EUR', montant_ttc: '119.00 EUR' })
})

test('what is printed again and again is the total, not a part that balances as well', () => {
  const first = `
      Facture n° F-2024-0042 du 15/01/2024
      à payer                           240,00 €
      dont                              200,00 €
      et                                 40,00 €
      Vous serez prélevé de             240,00 €
      Montant de l'échéance             240,00 €`
  const second = `
      Détail du site
      Abonnement                         10,00 €
      Consommation                      100,00 €
      Ensemble                          110,00 €`

  const values = valuesOf(read(first, second))

  expect(values.montant_ttc).toBe('240.00 EUR')
})

test('of rows that balance by rate, the one that adds the others up is the totals', () => {
  const values = valuesOf(
    read(`
      Credit note no: 2024-17
      Goods        Net          Tax          Amount
      -30,00       -30,00       -6,00        -36,00
      -20,00       -20,00       -1,00        -21,00
      -50,00       -50,00       -7,00        -57,00`),
  )

  expect(values).toMatchObject({
    montant_ht: '-50.00',
    montant_tva: '-7.00',
    montant_ttc: '-57.00',
  })
})

test('taxes that are printed by rate alone add up to the tax of the totals', () => {
  const values = valuesOf(
    read(`
      Factura n.º 2024-17
      Base imponible 22 %         54,00 €
      Base imponible 10 %        225,00 €
      Total sin IVA              279,00 €
      IVA 22 %                    11,88 €
      IVA 10 %                    22,50 €
      Total                      313,38 €`),
  )

  expect(values).toMatchObject({
    montant_ht: '279.00 EUR',
    montant_tva: '34.38 EUR',
    montant_ttc: '313.38 EUR',
  })
})

test.each([
  ['carriage', 'Frais de déplacement', '80,00', '580,00', '580.00 EUR'],
  ['stamp duty', 'Droit de timbre', '2,00', '502,00', '502.00 EUR'],
])('what adds up with the goods is no tax where there is none: %s', (...row) => {
  const [, name, amount, printed, total] = row
  const reading = read(
    sampleInvoice({
      lines: `
Désignation                                                                       Montant
Prestation                                                                        500,00
${name.padEnd(82)}${amount}`,
      totals: `
                                                            Total                ${printed} €
TVA non applicable, art. 293 B du CGI`,
    }),
  )

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: total,
    montant_tva: '0.00 EUR',
    montant_ttc: total,
  })
})

test('a tax that is printed by name is the tax, whatever else adds up', () => {
  const values = valuesOf(
    read(`
      Facture n° 2024-17
      Désignation                     Montant
      Chambre                         110,00
      Total HT                        100,00 €
      TVA 10 %                        10,00 €
      Taxe de séjour                  2,20 €
      Total TTC                       112,20 €`),
  )

  expect(values).toMatchObject({ montant_ht: '100.00 EUR', montant_tva: '10.00 EUR' })
})

test('what was paid before and what is left of the total are no tax and net', () => {
  const values = valuesOf(
    read(`
      Facture n° 2024-17
      Prestation                      500,00 €
      Total                           500,00 €
      Acompte versé                   100,00 €
      Reste à payer                   400,00 €
      TVA non applicable, art. 293 B du CGI`),
  )

  expect(values).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '0.00 EUR',
    montant_ttc: '500.00 EUR',
    acompte: '100.00 EUR',
    net_a_payer: '400.00 EUR',
  })
})

test('postage that nobody calls a tax is none', () => {
  const values = valuesOf(
    read(`
      Invoice no. 2024-17
      Mug                             £80.00
      Subtotal                        £80.00
      Postage                         £5.00
      Total                           £85.00`),
  )

  expect(values).toMatchObject({ montant_ttc: '85.00 GBP', frais_port: '5.00 GBP' })
  expect(values.montant_tva).toBeUndefined()
})
