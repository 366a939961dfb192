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
  ['VAT                       50,00 $', 'USD'],
  ['Bank: ABN AMRO            50,00 $', 'USD'],
])('whose dollar "$" is tell taxes, registers and codes: %s', (rows, code) => {
  const reading = read(`Invoice 1007\n${rows}\nLess 1,00 $\nPlus 1,00 $\nTotal 1 149,75 $`)

  expect(valuesOf(reading)).toMatchObject({ devise: code, montant_ttc: `1149.75 ${code}` })
})

test.each(['Total $12.00', 'HST 13 % $1.38\nTotal $12.00', 'ABN 51 824 753 556\nTotal $12.00'])(
  'a dollar that is not spelt out is less sure: %s',
  (rows) => {
    const surenessOf = (text: string) =>
      read(`Invoice 1007\n${text}`).fields.find(({ label }) => label === 'devise')?.confidence ?? 0

    expect(surenessOf(rows)).toBeLessThan(surenessOf('Total USD 12.00'))
  },
)

test.each([
  'HST Reg. No. 12345 6789 RT0001\nAll amounts in US dollars',
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
  'Amount due (CAD)              $850.00',
  'Total CAD                     $850.00',
  'Balance $850.00 CAD',
  'Please pay in CAD.',
  'All amounts in CAD unless stated',
])('a code that stands with money tells whose dollar "$" is: %s', (line) => {
  const reading = read(`Invoice 1007\nDrafting $850.00\nTax $0.00\nTotal $850.00\n${line}`)

  expect(reading.currency).toBe('CAD')
})
