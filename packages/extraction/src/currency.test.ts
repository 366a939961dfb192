import { expect, test } from 'vitest'
import { read, valuesOf } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

test.each([
  ['€', 'EUR'],
  ['EUR', 'EUR'],
  ['£', 'GBP'],
  ['$', 'USD'],
  ['USD', 'USD'],
  ['CHF', 'CHF'],
])('amounts in %s are in %s', (sign, code) => {
  const reading = read(sampleInvoice().replaceAll('€', sign))

  expect(reading.currency).toBe(code)
  expect(valuesOf(reading)).toMatchObject({ devise: code, montant_ttc: `600.00 ${code}` })
})

test('a sign may stick to its amount', () => {
  const reading = read(sampleInvoice().replaceAll(' €', '€'))

  expect(valuesOf(reading)).toMatchObject({ devise: 'EUR', montant_ttc: '600.00 EUR' })
})

test('one document has one currency: the one that it names most', () => {
  const reading = read(sampleInvoice({ foot: '\nSoit 650,00 $ au cours du jour' }))

  const currencies = reading.fields.flatMap(({ value }) => value.match(/ [A-Z]{3}$/)?.[0] ?? [])

  expect(new Set(currencies)).toEqual(new Set([' EUR']))
})

test('the currency is that of the total, whatever is named more often', () => {
  const lines = `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Licence (100 USD)                       2           100,00              20 %      200,00
Formation (300 USD)                     1           300,00              20 %      300,00`

  expect(valuesOf(read(sampleInvoice({ lines })))).toMatchObject({
    devise: 'EUR',
    montant_ttc: '600.00 EUR',
  })
})

test('a company in capitals is no franc', () => {
  const foot = `\n${'SFR Business SFR Mobile SFR Fibre\n'.repeat(6)}`

  expect(read(sampleInvoice({ foot }).replaceAll(/(Total TTC .*) €/g, '$1')).currency).toBe('EUR')
})

test('a currency that nothing names is missing, and not guessed', () => {
  const reading = read(sampleInvoice({ foot: '' }).replaceAll('€', ''))

  expect(reading.currency).toBeUndefined()
  expect(reading.missing_fields).toContain('devise')
  expect(valuesOf(reading).montant_ttc).toBe('600.00')
})

test.each(['632.00EUR', '632.00|EUR'])('a code that sticks to its amount counts: %s', (printed) => {
  expect(read(`Invoice no. 1007\nTotal ${printed}`).currency).toBe('EUR')
})

test.each(["Fr. 1'234.50", 'Fr. 1234.50', "1'234.50 Fr."])(
  'francs may have a dot: %s',
  (printed) => {
    const reading = read(
      `Rechnung Nr. 1007\nIBAN EUR: CH93 0076 2011 6238 5295 7\nTotal ${printed}`,
    )

    expect(valuesOf(reading)).toMatchObject({ devise: 'CHF', montant_ttc: '1234.50 CHF' })
  },
)

test.each([
  'Fr. Müller',
  'Mo. bis Fr. 8.00 bis 17.00 Uhr',
  'Mo. - Do. 8.00 - 17.00, Fr. 8.00 - 13.00 Uhr',
  'Fr. 03.04.2026',
  'Fr. 8:00',
])('"Fr." is no currency where it is a day or a title: %s', (line) => {
  expect(read(`Rechnung Nr. 1007\n${line}\nTotal 1234,50`).currency).toBeUndefined()
})

test.each([
  ['TPS 5 %                   50,00 $\nTVQ 9,975 %               99,75 $', 'CAD'],
  ['HST 13 %                  50,00 $', 'CAD'],
  ['GST/HST                   50,00 $', 'CAD'],
  ['TPS (5%): 123456789RT0001 50,00 $', 'CAD'],
  ['GST/HST No. 12345 6789 RT0001', 'CAD'],
  ['ABN 51 824 753 556\nGST 10 %            50,00 $', 'AUD'],
  ['UEN 201912345K\nGST 9 %                 50,00 $', 'SGD'],
  ['UEN/GST Reg No: 200312345K', 'SGD'],
  ['UEN Registration Number\n200312345K', 'SGD'],
  ['ABN 51-824-753-556', 'AUD'],
  ['HST $130', 'CAD'],
  ['HST 13 %   50,00 $\nCanadian dollar account: 1234567\nUS dollar account: 7654321', 'CAD'],
  ['HST 13 %   50,00 $\nU.S. dollar cheques are not accepted', 'CAD'],
  ['UEN 201912345K\nSGD account 17\nUSD account 18', 'SGD'],
  ['All amounts in CAD', 'CAD'],
  ['All amounts in Canadian dollars', 'CAD'],
  ['HST $0.65', 'CAD'],
  ['HST 0.65', 'CAD'],
  ['TPS 0,45 $\nTVQ 0,90 $', 'CAD'],
  [
    'Sous-total   TPS      TVQ      Total\n100,00 $     5,00 $   9,98 $   114,98 $\nN° TPS 123456789',
    'CAD',
  ],
  ['GST 5 %  5,00 $\nGST No. 123456789 RT0001\nUSD account: 18', 'CAD'],
  ['UEN 201912345K\nGST 9 %  45,00 $\nOverseas customers: USD account 18', 'SGD'],
  ['TPS 5 %  50,00 $\nTaux de change : 1 dollar US = 1,37 $', 'CAD'],
  ['TPS 5 %  50,00 $\nCompte en dollars américains : 17', 'CAD'],
  ['HST 13 %  50,00 $\nPayments in USD are converted at the rate of the day', 'CAD'],
  ['HST 13 %  50,00 $\nAmounts paid in US dollars are converted at par', 'CAD'],
  ['HST 13 %  50,00 $\nAmounts are due in 30 days\nPayments in US dollars are welcome', 'CAD'],
  ['HST 13 %  50,00 $\nAll prices are net. Payments in US dollars are welcome', 'CAD'],
  ['HST 13 %  50,00 $\nU.S. dollar account (USD): 17', 'CAD'],
  ['All figures are in Canadian dollars', 'CAD'],
  ['Date         Currency\n2024-02-01   Canadian Dollar', 'CAD'],
  ['VAT                       50,00 $', 'USD'],
  ['Bank: ABN AMRO            50,00 $', 'USD'],
  ['Bank: ABN AMRO\nTel. +31 612 345 678', 'USD'],
])('whose dollar "$" is tell taxes, registers and codes: %s', (rows, code) => {
  const reading = read(`Invoice 1007\n${rows}\nLess 1,00 $\nPlus 1,00 $\nTotal 1 149,75 $`)

  expect(valuesOf(reading)).toMatchObject({ devise: code, montant_ttc: `1149.75 ${code}` })
})

test.each([
  'TPS 5 %                   50,00 $\nTVQ 9,975 %               99,75 $',
  'HST 13 %                 130,00 $',
])('that payments in another dollar are converted tells nothing of the sums: %s', (taxes) => {
  const reading = read(`Facture 1007
${taxes}
Total                  1 149,75 $
Les paiements en dollars américains sont convertis au taux de la Banque du Canada.`)

  expect(valuesOf(reading)).toMatchObject({ devise: 'CAD', montant_ttc: '1149.75 CAD' })
})

test.each([
  'HST 13 % $130.00\nUS dollar payments are converted at the Bank of Canada rate',
  'Coffee $5.00\nHST $0.65',
  'ABN 51 824 753 556\nGST 10 % $50.00\nInternational customers: USD account 12 345 678',
])('a date of who charges another tax than the American has its day first: %s', (rows) => {
  const reading = read(`Tax Invoice 1007\nInvoice date 03/04/2026\n${rows}\nTotal $550.00`)

  expect(valuesOf(reading)).toMatchObject({ date_facture: '2026-04-03' })
})

test.each([
  'Total $12.00',
  'HST 13 % $1.38\nTotal $12.00',
  'ABN 51 824 753 556\nTotal $12.00',
  'ABN 51 824 753 556\nGST 10 % $1.09\nTotal $12.00\nInternational customers: USD account 17',
  'ABN 51 824 753 556\nTotal $12.00\nInternational customers: USD account 17',
])('a dollar that is not spelt out is less sure: %s', (rows) => {
  const surenessOf = (text: string) =>
    read(`Invoice 1007\n${text}`).fields.find(({ label }) => label === 'devise')?.confidence ?? 0

  expect(surenessOf(rows)).toBeLessThan(surenessOf('Total USD 12.00'))
})

test.each([
  'HST Reg. No. 12345 6789 RT0001\nAll amounts in US dollars',
  'HST Reg. No. 12345 6789 RT0001\nAll amounts payable in US dollars by wire or cheque',
  'HST Reg. No. 12345 6789 RT0001\nAll prices are in US dollars, subject to change',
  'HST Reg. No. 12345 6789 RT0001\nAll figures are in US dollars',
  'HST Reg. No. 12345 6789 RT0001\nGST/HST zero-rated\nCurrency\nUS Dollar',
  'GST   HST     Balance\n$0.00 $0.00   $850.00\nHST Reg. No. 12345 6789 RT0001\nUSD wire instructions:',
  'HST Reg. No. 12345 6789 RT0001\nPayable in U.S. funds',
  'TPS 123456789RT0001 TVQ 1234567890TQ0001\nPayable en dollars américains',
  'HST Reg. No. 12345 6789 RT0001\nAll prices are USD unless stated.',
  'HST Reg. No. 12345 6789 RT0001\nUSD wire instructions:',
  'ABN 51 824 753 556\nRate (USD)',
  'Deductible met. ABN on file.',
  'HST, unattended, type 3',
  'GST/HST: to send us funds see below',
  'GST/HST 0 %    $0.00',
])('what tells of a country is no word on the dollar of who sells abroad: %s', (rows) => {
  const reading = read(
    `Invoice 1007\nInvoice date 03/04/2026\nDrafting $850.00\nTotal $850.00\n${rows}`,
  )

  expect(valuesOf(reading)).toMatchObject({
    devise: 'USD',
    montant_ttc: '850.00 USD',
    date_facture: '2026-03-04',
  })
})

test.each([
  'CAD drafting                  10 h              $85.00          $850.00',
  'Drafting in CAD               10 h              $85.00          $850.00',
  'CAD                           10 h              $85.00          $850.00',
  'For CAD wires use account 17                    $85.00          $850.00',
  'For AUD wires use account 17                    $85.00          $850.00',
])('what is no money tells nothing of whose dollar "$" is: %s', (line) => {
  const reading = read(`Invoice 1007\nInvoice date 03/04/2026\n${line}\nTax $0.00\nTotal $850.00`)

  expect(valuesOf(reading)).toMatchObject({
    devise: 'USD',
    montant_ttc: '850.00 USD',
    date_facture: '2026-03-04',
  })
})

test.each([
  'Currency: CAD',
  'Currency: CAD           Sales tax included',
  'Currency: Canadian Dollar          Sales tax included',
  'Amount due (CAD)              $850.00',
  'Total CAD                     $850.00',
  'Balance $850.00 CAD',
  'Please pay in CAD.',
  'All amounts in CAD unless stated',
])('a code that stands with money tells whose dollar "$" is: %s', (line) => {
  const reading = read(`Invoice 1007\nDrafting $850.00\nTax $0.00\nTotal $850.00\n${line}`)

  expect(reading.currency).toBe('CAD')
})
