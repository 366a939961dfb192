import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'

function withTotals(rows: [caption: string, amount: string][]): string {
  const totals = rows.map(
    ([caption, amount]) => `${' '.repeat(50)}${caption.padEnd(28)}${amount.padStart(14)}`,
  )
  return sampleInvoice({ totals: `\n${totals.join('\n')}` })
}

test.each([
  ['Total HT', 'TVA 20 %', 'Total TTC'],
  ['Montant HT', 'Montant TVA', 'Montant TTC'],
  ['Total hors taxes', 'Total TVA', 'Net à payer'],
  ['Total H.T.', 'T.V.A. 20,00 %', 'Total T.T.C.'],
  ['Subtotal', 'VAT 20%', 'Total'],
  ['Net amount', 'VAT', 'Gross amount'],
  ['Total excl. VAT', 'VAT 20%', 'Total incl. VAT'],
  ['Subtotal', 'Tax', 'Amount due'],
  ['Nettobetrag', 'MwSt. 20 %', 'Gesamtbetrag'],
  ['Summe netto', 'zzgl. 20 % USt.', 'Rechnungsbetrag'],
  ['Zwischensumme', 'Umsatzsteuer 20 %', 'Gesamtsumme'],
  ['Netto', 'MwSt', 'Brutto'],
  ['Base imponible', 'IVA 20%', 'Importe total'],
  ['Subtotal', 'I.V.A. 20%', 'Total factura'],
  ['Base imponible', 'Cuota IVA', 'Total a pagar'],
  ['Imponibile', 'IVA 20%', 'Totale fattura'],
  ['Totale imponibile', 'Totale IVA', 'Totale documento'],
  ['Imponibile', 'Imposta', 'Totale da pagare'],
  ['Subtotaal', 'BTW 20%', 'Totaal'],
  ['Totaal excl. BTW', 'BTW 20%', 'Totaal incl. BTW'],
])('%s, %s and %s are the totals', (net, tax, gross) => {
  const reading = read(
    withTotals([
      [net, '500,00 €'],
      [tax, '100,00 €'],
      [gross, '600,00 €'],
    ]),
  )

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '100.00 EUR',
    montant_ttc: '600.00 EUR',
  })
})

test.each([
  'Total TTC',
  'Montant TTC',
  'Net à payer',
  'Total incl. VAT',
  'Grand Total',
  'Gesamtbetrag',
  'Rechnungsbetrag',
  'Importe total',
  'Total factura',
  'Totale fattura',
  'Totale documento',
  'Totaal',
  'Totaal incl. BTW',
])('%s alone names the gross total, whatever larger sum stands above', (caption) => {
  const reading = read(
    sampleInvoice({
      lines: '',
      totals: `
                                                            Votre ancien solde    750,00 €
                                                            ${caption.padEnd(16)}      600,00 €`,
    }),
  )

  expect(valuesOf(reading).montant_ttc).toBe('600.00 EUR')
})

const totals: [string, string][] = [
  ['Total HT', '500,00 €'],
  ['TVA 20 %', '100,00 €'],
  ['Total TTC', '600,00 €'],
]

test.each([
  ['Acompte versé', 'Net à payer'],
  ['Acompte', 'Reste à payer'],
  ['Déjà payé', 'Solde à payer'],
  ['Deposit', 'Balance due'],
  ['Amount paid', 'Amount due'],
  ['Anzahlung', 'Restbetrag'],
  ['Anticipo', 'Importe a pagar'],
  ['Acconto', 'Netto a pagare'],
  ['Aanbetaling', 'Te betalen'],
])('%s and %s are deposit and amount due; the gross total stays', (paid, due) => {
  const reading = read(withTotals([...totals, [paid, '150,00 €'], [due, '450,00 €']]))

  expect(valuesOf(reading)).toMatchObject({
    montant_ttc: '600.00 EUR',
    acompte: '150.00 EUR',
    net_a_payer: '450.00 EUR',
  })
})

test('the amount due is given where it equals the gross total, too', () => {
  const reading = read(withTotals([...totals, ['Net à payer', '600,00 €']]))

  expect(valuesOf(reading)).toMatchObject({
    montant_ttc: '600.00 EUR',
    net_a_payer: '600.00 EUR',
  })
})

test.each([
  'Remise',
  'Remise 10 %',
  'Discount 10%',
  'Rabatt 10 %',
  'Descuento',
  'Sconto',
  'Korting',
])('%s before the net is the discount', (caption) => {
  const reading = read(
    withTotals([
      ['Sous-total', '500,00 €'],
      [caption, '50,00 €'],
      ['Total HT', '450,00 €'],
      ['TVA 20 %', '90,00 €'],
      ['Total TTC', '540,00 €'],
    ]),
  )

  expect(valuesOf(reading)).toMatchObject({
    remise: '50.00 EUR',
    montant_ht: '450.00 EUR',
    montant_ttc: '540.00 EUR',
  })
  expect(reading.needs_review).toBe(false)
})

test.each([
  'Frais de port',
  'Frais de livraison',
  'Shipping',
  'Versandkosten',
  'Gastos de envío',
  'Verzendkosten',
])('%s before the net is the cost of shipping', (caption) => {
  const reading = read(
    withTotals([
      ['Sous-total', '500,00 €'],
      [caption, '20,00 €'],
      ['Total HT', '520,00 €'],
      ['TVA 20 %', '104,00 €'],
      ['Total TTC', '624,00 €'],
    ]),
  )

  expect(valuesOf(reading)).toMatchObject({ frais_port: '20.00 EUR', montant_ht: '520.00 EUR' })
  expect(reading.needs_review).toBe(false)
})

test('a total may stand below its caption', () => {
  const reading = read(
    sampleInvoice({
      totals: `
              Total HT            TVA 20 %            Total TTC
              500,00 €            100,00 €            600,00 €`,
    }),
  )

  expect(valuesOf(reading)).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '100.00 EUR',
    montant_ttc: '600.00 EUR',
  })
})

test('the rate that explains the tax is the only one given', () => {
  const reading = read(
    withTotals([...totals, ['Pénalités de retard', '10 %'], ['Escompte 2 %', '0,00 €']]),
  )

  const rates = reading.fields.filter(({ label }) => label === 'taux_tva')

  expect(rates.map(({ value }) => value)).toEqual(['20.00'])
})

test('every rate of an invoice is given once', () => {
  const reading = read(
    sampleInvoice({
      lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Livres                                  1           200,00              5,5 %     200,00
Revues                                  1           100,00              5,5 %     100,00`,
      totals: `
                                                            Total HT             500,00 €
                                                            Total TVA             56,50 €
                                                            Total TTC            556,50 €`,
    }),
  )

  const rates = reading.fields.filter(({ label }) => label === 'taux_tva')

  expect(rates.map(({ value }) => value).toSorted()).toEqual(['20.00', '5.50'])
})

test('share capital is no total', () => {
  const reading = read(sampleInvoice({ foot: 'SARL au capital de 10 000,00 € - RCS Paris' }))

  expect(valuesOf(reading).montant_ttc).toBe('600.00 EUR')
})

test('an amount keeps what was printed beside what it is worth', () => {
  const reading = read(
    sampleInvoice({
      lines: '',
      totals: `
                                                            Total HT           1 500,00 €
                                                            TVA 20 %             300,00 €
                                                            Total TTC          1 800,00 €`,
    }),
  )

  const gross = reading.fields.find(({ label }) => label === 'montant_ttc')

  expect(gross?.value).toBe('1800.00 EUR')
  expect(gross?.raw).toContain('1 800,00')
})

const billed = `
  Total HT                        300,00 €
  TVA 20 %                        60,00 €
  Total TTC                       360,00 €
  Net à payer                     360,00 €`

test.each([
  ['the deposit that is being billed', 'Acompte 30 %                    300,00'],
  ['a fee that is paid in advance', "Abonnement payé d'avance        300,00"],
])('what is billed above the total was not paid before: %s', (_what, line) => {
  const reading = read(`
  Facture n° 2024-17
  Désignation                     Montant
  ${line}
  ${billed}`)

  expect(valuesOf(reading)).toMatchObject({ montant_ttc: '360.00 EUR', net_a_payer: '360.00 EUR' })
  expect(valuesOf(reading).acompte).toBeUndefined()
})

test('what is withheld for a tax on income was not paid before', () => {
  const values = valuesOf(
    read(`
      Fattura n. 17
      Imponibile                      1.040,00 €
      IVA 22%                         228,80 €
      Totale fattura                  1.268,80 €
      Ritenuta d'acconto 20%          -208,00 €
      Netto a pagare                  1.060,80 €`),
  )

  expect(values).toMatchObject({ montant_ttc: '1268.80 EUR', net_a_payer: '1060.80 EUR' })
  expect(values.acompte).toBeUndefined()
})

test.each([
  ['abzgl. 1. Abschlag           50,00 €', { acompte: '50.00 EUR' }],
  ['Geleistete Abschlagszahlung  50,00 €', { acompte: '50.00 EUR' }],
  ['Ihr neuer monatlicher Abschlag  50,00 €', {}],
  ['Abschlag 10 %                50,00 €', { remise: '50.00 EUR' }],
])('instalments in German are no discounts: %s', (line, expected) => {
  const { acompte, remise } = valuesOf(
    read(`
      Rechnung Nr. 17
      Netto                        100,00 €
      MwSt. 19 %                   19,00 €
      Gesamtbetrag                 119,00 €
      ${line}`),
  )

  expect({ acompte, remise }).toEqual({ acompte: undefined, remise: undefined, ...expected })
})

test('percentages of discounts on lines are no amount', () => {
  const { remise } = valuesOf(
    read(`
      Facture n° 2024-17
      Désignation     Qté     P.U. HT     Remise %     Total HT
      Chaise          1       100,00      10,00        90,00
      Total HT                                         90,00 €
      TVA 20 %                                         18,00 €
      Total TTC                                        108,00 €`),
  )

  expect(remise).toBeUndefined()
})

test('a tax behind "19 Prozent" is an amount', () => {
  const { montant_tva } = valuesOf(
    read(`
      Rechnung Nr. 2024-17
      Nettobetrag                  100,00
      MwSt. 19 Prozent              19,00
      Gesamtbetrag EUR             119,00`),
  )

  expect(montant_tva).toBe('19.00 EUR')
})

test.each(['Percentuale: 10.00', 'Sconto (%)          10.00', 'Aliquota: 10.00'])(
  'a number that its caption calls a rate is no discount: %s',
  (rate) => {
    const { remise } = valuesOf(
      read(`
      Fattura n. 2024-17
      Imponibile                   100.00
      IVA 22%                      22.00
      Totale documento             122.00
      Tipologia: SC (sconto)
      ${rate}`),
    )

    expect(remise).toBeUndefined()
  },
)

test('amounts in whole euros count where the currency stands beside them', () => {
  const values = valuesOf(
    read(`
      Facture n° 2024-17
      Total TTC                    1 200 €
      Acompte versé                300 €
      Net à payer                  900 €`),
  )

  expect(values).toMatchObject({ acompte: '300.00 EUR', net_a_payer: '900.00 EUR' })
})

test.each(['ohne Abzug', 'ohne jeden Abzug', 'ohne weitere Abzüge'])(
  'a payment without deduction is no discount: %s',
  (condition) => {
    const values = valuesOf(
      read(`
      Rechnung Nr. 17
      Zahlbar bis zum 14.02.2024 ${condition}.
      Gesamtbetrag                 120,00 EUR
      Zahlbar ${condition}         120,00 EUR`),
    )

    expect(values.montant_ttc).toBe('120.00 EUR')
    expect(values.remise).toBeUndefined()
  },
)

test.each([
  'Livraison offerte dès 50 €',
  'Versandkostenfrei ab 50 €',
  'Free shipping over £50',
  '10 € de remise dès 100 €',
])('from what amount on something is free is no amount of the invoice: %s', (line) => {
  const { frais_port, remise } = valuesOf(
    read(`
      Facture n° 2024-17
      Total TTC                    120,00 €
      ${line}`),
  )

  expect([frais_port, remise]).not.toContain('50.00 EUR')
  expect([frais_port, remise]).not.toContain('100.00 EUR')
})

test('the carriage of some goods is one that is charged', () => {
  const values = valuesOf(
    read(`
      Facture n° 2024-17
      Port des colis               12,00 €
      Total TTC                    120,00 €`),
  )

  expect(values.frais_port).toBe('12.00 EUR')
})

test.each([
  'Retención IRPF 15% s/ base imponible -150,00 €',
  'IRPF 15 % sobre la base imponible    -150,00 €',
  'Retención 15% base imponible         -150,00 €',
])('what is withheld of the net is not the net: %s', (withheld) => {
  const values = valuesOf(
    read(`
      Factura n.º 17
      ${withheld}
      IVA 21 %                      210,00 €
      Total a pagar                 1.060,00 €`),
  )

  expect(values.montant_ht).toBeUndefined()
})

test('a deposit above what is left to pay is one, where the two make the sum', () => {
  const values = valuesOf(
    read(`
      Invoice no. 2024-17
      Subtotal                     £600.00
      Deposit paid                 £100.00
      Balance due                  £500.00`),
  )

  expect(values).toMatchObject({ acompte: '100.00 GBP', net_a_payer: '500.00 GBP' })
})

test.each(['Descuento', 'Rebaja', 'Sconto', 'Abbuono', 'Korting'])(
  'a discount is one by whatever name: %s',
  (name) => {
    const values = valuesOf(
      read(`
      Factura n.º 17
      ${name}                      19,00 €
      Total                        100,00 €`),
    )

    expect(values.remise).toBe('19.00 EUR')
  },
)
