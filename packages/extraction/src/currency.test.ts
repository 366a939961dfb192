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

test.each([
  ['CA$', 'CAD'],
  ['C$', 'CAD'],
  ['A$', 'AUD'],
  ['AU$', 'AUD'],
  ['S$', 'SGD'],
  ['SG$', 'SGD'],
  ['US$', 'USD'],
])('%s that sticks to all amounts is their currency', (sign, code) => {
  const reading = read(`
Invoice no. 1007
Description             Quantity     Unit price     Amount
Drafting                2            ${sign}400.00        ${sign}800.00
Printing                4            ${sign}50.00         ${sign}200.00

Subtotal                                            ${sign}1,000.00
HST - Ontario (13% on ${sign}1,000.00)                    ${sign}130.00
Amount due                                          ${sign}1,130.00`)

  expect(valuesOf(reading)).toMatchObject({
    devise: code,
    montant_ht: `1000.00 ${code}`,
    montant_tva: `130.00 ${code}`,
    montant_ttc: `1130.00 ${code}`,
  })
  expect(reading.lines.map(({ amount }) => amount)).toEqual(['800.00', '200.00'])
})

test.each([
  ['CAD850.00', 'CAD'],
  ['CDN$850.00', 'CAD'],
  ['SEK850,00', 'SEK'],
  ['850,00zł', 'PLN'],
  ['NZ$850.00', 'NZD'],
  ['R$ 850,00', 'BRL'],
  ['AED 850.00', 'AED'],
  ['R850.00', 'ZAR'],
])('what %s is in is known', (printed, code) => {
  expect(valuesOf(read(`Invoice no. 1007\nTotal ${printed}`)).montant_ttc).toBe(`850.00 ${code}`)
})

test.each(['Currency: ZAR\nTotal 850.00', 'Total (ZAR) 850.00', 'Total ZAR\n850.00'])(
  'a caption names the currency of a rarer country: %j',
  (text) => {
    expect(read(`Invoice no. 1007\n${text}`).currency).toBe('ZAR')
  },
)

test.each([
  ['USD', 'Bill to\nOregon DHS\nAttn: DHS Accounts Payable\nTotal $1,082.50'],
  ['USD', 'Annual service AED          $500.00\nCPR and AED (adult)   $500.00\nTotal $1,000.00'],
  ['USD', 'County SAR, K9 unit\nSAR: Team 4\nTotal $1,000.00'],
  [
    'EUR',
    'Désignation    P.U. HT (€)    Montant HT (€)\nENDUIT MUR    40,00    400,00\nTotal TTC    480,00',
  ],
  [
    'EUR',
    'Désignation    P.U. HT (€)    Montant HT (€)\nIsolant R7,00    40,00    400,00\nTotal TTC    480,00',
  ],
  [
    'EUR',
    'Désignation    P.U. HT (€)    Montant HT (€)\nVis CAD12.50    40,00    400,00\nTotal TTC    480,00',
  ],
  [
    'EUR',
    'Désignation    P.U. HT (€)    Montant HT (€)\nRéf DH 40 charnière    40,00    400,00\nTotal TTC    480,00',
  ],
  ['CAD', 'Total HT 1000CA$\nTVA 20 % 200CA$\nTotal TTC 1200CA$'],
])('it is in %s, whatever else %j may mean', (code, rows) => {
  expect(read(`Invoice no. 1007\n${rows}`).currency).toBe(code)
})

test('what stands in the next column is not beside a code', () => {
  const text =
    'Facture n° 1007\nDEMOLITION MUR        10,00    40,00    400,00\nTotal TTC    480,00'

  expect(read(text).currency).toBeUndefined()
})

test('the code of a rarer currency is another word where no money stands beside it', () => {
  const lines = 'TRY ME KIT 4 PCS\nRON WEASLEY\nTRY TRY TRY'

  expect(read(`INVOICE NO. 1007\n${lines}\nTOTAL 850.00 €`).currency).toBe('EUR')
})

test('a word of dots keeps nobody busy', () => {
  expect(read(`Invoice no. 1007\n${'.'.repeat(200_000)}a\nTotal 850.00 €`).currency).toBe('EUR')
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
