import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'
import { cellsOf, readLines, readScan } from '../testing/table-lines.ts'

test.each([
  ['1 200 m', '1,25', '1 500,00', '1200', '1.25', '1500.00'],
  ['0,5 j', '1 000,00', '500,00', '0.5', '1000.00', '500.00'],
  ['1.000', '0,1234', '123,40', '1000', '0.1234', '123.40'],
])('%s at %s is %s', (quantity, price, amount, ...expected) => {
  const [line = []] = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Câble                                   ${quantity.padEnd(12)}${price.padEnd(20)}20 %      ${amount}`)

  expect([line[1], line[2], line[4]]).toEqual(expected)
})

test.each([
  ['a quantity that was passed over', '', '25,00', '75,00'],
  ['an amount that was passed over', '3', '25,00', ''],
  ['one digit read otherwise', '8', '25,00', '75,00'],
  ['a lost mark in the price', '3', '2500', '75,00'],
])('%s follows from the others', (_what, quantity, price, amount) => {
  const { lines } = readScan(`
Désignation                             Quantité    Prix unitaire HT              Montant HT
Support mensuel                         2           100,00                        200,00
Formation sur site                      ${quantity.padEnd(12)}${price.padEnd(30)}${amount}`)

  expect(lines.map(cellsOf).at(1)).toEqual(['Formation sur site', '3', '25.00', '20.00', '75.00'])
})

test('numbers that fit in two ways stay as they are printed', () => {
  const { lines } = readScan(`
Désignation                             Quantité    Prix unitaire HT              Montant HT
Support mensuel                         2           100,00                        200,00
Formation sur site                      1           21,00                         31,00`)

  expect(lines.map(cellsOf).at(1)).toEqual(['Formation sur site', '1', '21.00', '20.00', '31.00'])
})

test('an item whose quantity and price do not make its amount is less sure', () => {
  const { lines } = read(
    sampleInvoice({
      lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Formation sur site                      1           300,00              20 %      330,00`,
    }),
  )

  const [right, wrong] = lines.map(({ confidence }) => confidence)

  expect(wrong).toBeLessThan(right ?? 0)
})

test('of two amounts the one is taken that quantity and price make', () => {
  const lines = readLines(`
Désignation              Qté       Prix         Montant      TVA       Taxes       Total TTC
Assistance               2         100,00       200,00       20,0      40,00       240,00
Formation                1         300,00       300,00       20,0      60,00       360,00`)

  expect(lines).toEqual([
    ['Assistance', '2', '100.00', '20.00', '200.00'],
    ['Formation', '1', '300.00', '20.00', '300.00'],
  ])
})

test('of a price that is worked out in its cell, the result is taken', () => {
  const [line] = readLines(`
Description                       Qty         Unit price      Total price
Wood screws                       5 kg        20.00           90.00
                                              - 2.00
                                              = 18.00`)

  expect(line).toEqual(['Wood screws', '5', '18.00', '20.00', '90.00'])
})

test('a lost decimal mark is put back where only so the amount is right', () => {
  const [line] = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Assistance                              63,00       420,00              20.0      26 460,00
Formation                               6300        420,00              200       26 460,00`).slice(
    1,
  )

  expect(line).toEqual(['Formation', '63', '420.00', '20.00', '26460.00'])
})

test.each([
  ['in the row', 'PE    ', '100   '],
  ['nowhere', '      ', '      '],
])(
  'a price for a hundred makes no other quantity, where the hundred stands %s',
  (_where, head, unit) => {
    const lines = readLines(`
Bezeichnung                             Menge       Einzelpreis       ${head}      Gesamtpreis
Schraube M6x20                          250         12,00             ${unit}      30,00
Mutter M6                               400         5,00              ${unit}      20,00`)

    expect(lines.map(([, quantity]) => quantity)).toEqual(['250', '400'])
  },
)

test('a recognised quantity stays as it is where the head says what the price is for', () => {
  const { lines } = readScan(`
Bezeichnung                             Menge       Preis/100 St                  Gesamtpreis
Support                                 2           100,00                        200,00
Schraube M6x20                          250         12,00                         30,00`)

  expect(lines.map(cellsOf).at(1)?.at(1)).toBe('250')
})

test.each([
  ['a rate of tax', "Main d'œuvre", '15', '38,54', '10 %', '57,81', '57.81'],
  ['a measure in its name', 'Tube 100 mm', '150', '38,54', '20 %', '57,81', '57.81'],
  ['the price itself', 'Tube', '15', '10', '20 %', '15,00', '15.00'],
])(
  'a lost mark is put back where only %s looks like what the price is for',
  (_what, name, quantity, price, rate, amount, expected) => {
    const { lines } = readScan(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
${name.padEnd(40)}${quantity.padEnd(12)}${price.padEnd(20)}${rate.padEnd(10)}${amount}`)

    expect(lines.at(1)).toMatchObject({ quantity: '1.5', amount: expected })
  },
)

test('an amount stays as it is where the head says what the price is for', () => {
  const { lines } = readScan(`
Bezeichnung                             Menge       Preis/10 St                   Gesamtpreis
Support                                 2           100,00                        200,00
Schraube M6x20                          15          38,54                         57,81`)

  expect(lines.at(1)).toMatchObject({ quantity: '15', unit_price: '38.54', amount: '57.81' })
})
