import { expect, test } from 'vitest'
import { amend } from '../amend.ts'
import { extract } from '../extract.ts'
import { drawPage } from '../testing/draw-page.ts'
import { charged, invoiceInDollars } from '../testing/invoice-in-dollars.ts'
import { checksOf, policy, read, valuesOf } from '../testing/readings.ts'
import { xmlOfSample } from '../testing/xml-of-sample.ts'

const { hst, gst9, gst10, salesTax } = charged

test.each([
  'Declared value: USD 820.00',
  'Customs value (USD)  820.00',
  'Value for customs purposes only: USD 820.00',
  'Insured value USD 820.00',
  'Coverage amount: US$1,000,000',
  'Liability limited to the amount of USD 1,000',
  'Amount in USD: 825.00',
  'Amount (USD): $825.00',
  'Total USD: $825.00',
  'Total (USD) @ 1.3697   $825.00',
  'Original amount: USD 825.00',
  'Original price: US$825.00 (rate 1.3697)',
  'Balance forward in USD: $0.00',
  'Deposit received USD 100.00',
  'Hotel rate USD 200.00 per night',
  'Price list in US dollars available on request',
  'Late fees are charged in USD',
  'A deposit of USD 500 was received on 2026-03-01.',
  'Rate: USD 200 x 1.37',
  'Service rates in USD apply for U.S. clients',
])(
  'a sum that is no total does not make Canadian dollars American, but a person is asked: %s',
  (foot) => {
    const reading = read(invoiceInDollars({ ...hst, foot }))

    expect(valuesOf(reading)).toMatchObject({
      devise: 'CAD',
      montant_ttc: '1130.00 CAD',
      date_facture: '2026-04-03',
    })
    expect(checksOf(reading)).toMatchObject({ 'currency.dollar': false })
    expect(reading.needs_review).toBe(true)
  },
)

test.each([
  'Declared value: USD 820.00',
  'Original amount: USD 680.00',
  'Amount in USD: 680.00',
  'Total (USD): $680.00',
  'AWS usage charges total USD 680.00',
  'Domain renewals are billed in USD',
  'Invoiced from supplier in USD',
])('nor Australian ones: %s', (foot) => {
  const reading = read(invoiceInDollars({ ...gst10, seller: 'ABN 51 824 753 556', foot }))

  expect(valuesOf(reading)).toMatchObject({
    devise: 'AUD',
    montant_ttc: '1100.00 AUD',
    date_facture: '2026-04-03',
  })
  expect(reading.needs_review).toBe(true)
})

test.each([
  ['S$', gst9, 'Telegraphic transfers in USD incur a bank charge of USD 20', 'SGD'],
  ['S$', gst9, 'Licence fee (USD 370.00 / USD 370.00 x 1.35)', 'SGD'],
  ['CA$', hst, 'For USD payments use our USD account 4001-234, USD wires only', 'CAD'],
  ['A$', gst10, 'Hosting was USD 300.00 and USD 320.00 at 1.5 (USD 620.00)', 'AUD'],
  ['US$', hst, 'For CAD wires use our CAD account 4001-234, CAD wires only', 'USD'],
])(
  'what stands with all sums decides, however often another dollar is named: %s, %o, %s',
  (sign, taxed, foot, code) => {
    const reading = read(invoiceInDollars({ sign, ...taxed, foot }))

    expect(valuesOf(reading)).toMatchObject({
      devise: code,
      montant_ttc: expect.stringMatching(code),
    })
    expect(reading.review_reasons.join()).not.toContain('currency.dollar')
  },
)

test.each([
  ['All prices are in US dollars', hst, 'USD'],
  ['Currency: USD', hst, 'USD'],
  ['Invoice currency: USD', { ...gst10, seller: 'ABN 51 824 753 556' }, 'USD'],
  ['All amounts in USD', { ...gst9, seller: 'UEN 201912345K' }, 'USD'],
  ['Please remit payment in US funds', hst, 'USD'],
  ['Amount due (USD)   $1,130.00', hst, 'USD'],
  ['All amounts in CAD', salesTax, 'CAD'],
])('who bills abroad says so of all sums, or of the total: %s, %o', (foot, parts, code) => {
  const reading = read(invoiceInDollars({ ...parts, foot }))

  expect(valuesOf(reading)).toMatchObject({
    devise: code,
    date_facture: code === 'USD' ? '2026-03-04' : '2026-04-03',
  })
  expect(reading.review_reasons.join()).not.toContain('currency.dollar')
  expect(reading.fields.find(({ label }) => label === 'devise')?.confidence).toBeGreaterThan(0.95)
})

test('what is said of all sums goes before what is said of one', () => {
  const foot = 'All amounts in USD\nDeclared value: CAD 1,540.00'

  const reading = read(invoiceInDollars({ ...hst, foot }))

  expect(valuesOf(reading).devise).toBe('USD')
  expect(checksOf(reading)).not.toMatchObject({ 'currency.dollar': false })
})

test('whoever corrects such a document is not asked once more', () => {
  const pages = [drawPage(invoiceInDollars({ ...hst, foot: 'Declared value: USD 820.00' }))]

  const amended = amend(
    extract(pages, policy),
    { fields: [{ label: 'devise', value: 'CAD' }] },
    pages,
  )

  expect(amended.needs_review).toBe(false)
  expect(amended.checks.map(({ id }) => id)).not.toContain('currency.dollar')
})

test('a currency that an XML names is not doubted', () => {
  const pages = [drawPage(invoiceInDollars({ ...hst, foot: 'Declared value: USD 820.00' }))]
  const invoice = xmlOfSample({ devise: 'CAD' }, { currency: 'CAD' })

  const reading = extract(pages, policy, { embedded: { invoice } })

  expect(reading.checks.map(({ id }) => id)).not.toContain('currency.dollar')
})
