import { expect, test } from 'vitest'
import { charged, invoiceInDollars } from '../testing/invoice-in-dollars.ts'
import { read, valuesOf } from '../testing/readings.ts'

const { gst5, gst9, gst10, salesTax } = charged
const abn = 'ABN 51 824 753 556'
const gst15 = { tax: 'GST (15%)                         $150.00', total: '1,150.00' }
const gst = { tax: 'GST                               $100.00', total: '1,100.00' }
const digitsBefore = { tax: 'GST 123456789 5%                  $50.00', total: '1,050.00' }
const geTax = { tax: 'GE Tax (4.5%)                     $45.00', total: '1,045.00' }
const plainTax = { tax: 'Tax                               $130.00', total: '1,130.00' }

test.each([
  ['by its share of the net', { ...gst5, seller: 'Calgary AB T2P 1J9' }, 'CAD'],
  ['beside a number of Canada', { ...gst5, seller: 'GST # 123456789' }, 'CAD'],
  ['beside a number of both taxes', { ...gst5, seller: 'GST/HST # 123456789' }, 'CAD'],
  ['beside a number of Canada without its end', { ...gst5, seller: 'GST # 123456789RT' }, 'CAD'],
  ['beside a number with dashes', { ...gst5, seller: 'GST Reg. 12345 6789 RT-0001' }, 'CAD'],
  ['beside a business number', { ...gst5, seller: 'BN 123456789-RT-0001' }, 'CAD'],
  ['beside an old number', { ...gst5, seller: 'GST #R123456789' }, 'CAD'],
  ['with digits between name and rate', digitsBefore, 'CAD'],
  ['of Australia, without a number', { ...gst, seller: 'ACN 824 753 556' }, 'AUD'],
  ['of Singapore, without a number', gst9, 'SGD'],
  ['of New Zealand', gst15, 'NZD'],
  ['beside a surcharge', { ...gst10, foot: 'Card surcharge 5% + GST' }, 'AUD'],
  ['beside a discount', { ...gst, foot: 'Prompt payment: 5% (GST inclusive) off' }, 'AUD'],
])('GST tells its country, %s', (_how, parts, code) => {
  const reading = read(invoiceInDollars(parts))

  expect(valuesOf(reading)).toMatchObject({ devise: code, date_facture: '2026-04-03' })
  expect(reading.review_reasons.join()).not.toContain('currency.dollar')
})

test.each([
  ['PST mailbox recovery', { ...gst10, seller: abn }, 'AUD'],
  ['Webinar Tuesday 9 am PST', { ...gst10, seller: abn }, 'AUD'],
  ['Outlook PST migration', { ...gst9, seller: 'UEN 201912345K' }, 'SGD'],
  ['Outlook PST migration', gst9, 'SGD'],
  ['API plan 500 TPS', salesTax, 'USD'],
  ['TPS report software', salesTax, 'USD'],
  ['QST test kit', salesTax, 'USD'],
  ['Boat tour Mon 9 am HST', geTax, 'USD'],
  ['Consulting, code HST ON', plainTax, 'CAD'],
  [
    'Sales tax that is called GST',
    { ...salesTax, tax: salesTax.tax.replace('Sales Tax', 'GST') },
    'USD',
  ],
])('a line of goods is no tax: %s, %o', (line, parts, code) => {
  expect(valuesOf(read(invoiceInDollars({ ...parts, line }))).devise).toBe(code)
})

test.each([
  ['its share is that of no rate', 'GST                               $33.33', '1,033.33', 'CAD'],
  ['it is more than Canada takes', 'GST                               $66.66', '1,066.66', 'AUD'],
])('GST of which nothing tells the country sends to a person: %s', (_why, tax, total, code) => {
  const reading = read(invoiceInDollars({ tax, total }))

  expect(valuesOf(reading)).toMatchObject({ devise: code, date_facture: '2026-04-03' })
  expect(reading.review_reasons.join()).toContain('nothing tells in which country')
})

test('a sales tax of the US goes before a dollar that is said of one sum', () => {
  const reading = read(invoiceInDollars({ ...salesTax, foot: 'Amount SGD 1,350.00' }))

  expect(valuesOf(reading).devise).toBe('USD')
  expect(reading.needs_review).toBe(true)
})

test.each(['Customers in India: GST 18% reverse charge', 'In Australia, 10% GST is added'])(
  'beside a sales tax of the US, no GST is charged that has no amount: %s',
  (foot) => {
    const reading = read(invoiceInDollars({ ...salesTax, foot }))

    expect(valuesOf(reading)).toMatchObject({ devise: 'USD', date_facture: '2026-03-04' })
    expect(reading.review_reasons.join()).not.toContain('currency.dollar')
  },
)
