import { expect, test } from 'vitest'
import { charged, invoiceInDollars } from '../testing/invoice-in-dollars.ts'
import { read, valuesOf } from '../testing/readings.ts'

const numbers = [
  ['ABN 51 824 753 556', 'AUD'],
  ['GST/HST 123456789 RT0001', 'CAD'],
  ['GST No. 123456789', 'CAD'],
  ['GST No. 123-456-789', 'NZD'],
  ['UEN 201912345K', 'SGD'],
] as const

test.each(numbers)('the register of who sells tells the dollar: %s', (seller, code) => {
  expect(valuesOf(read(invoiceInDollars({ seller })))).toMatchObject({
    devise: code,
    date_facture: '2026-04-03',
  })
})

test.each(numbers)('that of the client does not: %s', (number) => {
  const reading = read(
    invoiceInDollars({
      ...charged.nothing,
      seller: 'Austin TX 78701 USA',
      client: `Durand Pty Ltd, ${number}`,
    }),
  )

  expect(valuesOf(reading)).toMatchObject({ devise: 'USD', date_facture: '2026-03-04' })
})

test.each(numbers)('nor what is called the number of the client: %s', (number) => {
  const reading = read(invoiceInDollars({ seller: `Customer ${number}` }))

  expect(valuesOf(reading).devise).toBe('USD')
})

test('a seller in registers of several countries is sent to a person', () => {
  const reading = read(
    invoiceInDollars({ foot: 'ABN 51 824 753 556\nCanada GST/HST 123456789 RT0001' }),
  )

  expect(reading.review_reasons.join()).toContain('registers of Canada and Australia')
})
