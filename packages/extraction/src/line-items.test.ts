import { expect, test } from 'vitest'
import { read } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'
import { cellsOf, readLines } from './testing/table-lines.ts'

test('every item of a table is read with its cells', () => {
  const { lines } = read(sampleInvoice())

  expect(lines.map(cellsOf)).toEqual([
    ['Support mensuel', '2', '100.00', '20.00', '200.00'],
    ['Formation sur site', '1', '300.00', '20.00', '300.00'],
  ])
})

test.each([
  ['Px unitaire', 'Mt HT', 'Tx TVA'],
  ['Tarif HT', 'Total ligne (€)', 'T.V.A. %'],
  ['Prix U. HT', 'Montant net', 'Taux de TVA'],
])('heads of known words in any order are known: %s, %s, %s', (price, amount, rate) => {
  const lines = readLines(`
Intitulé                       Quant.      ${price.padEnd(20)}${rate.padEnd(18)}${amount}
Assistance                     1           100,00              20,00             100,00
Formation                      1           300,00              20,00             300,00`)

  expect(lines).toEqual([
    ['Assistance', '1', '100.00', '20.00', '100.00'],
    ['Formation', '1', '300.00', '20.00', '300.00'],
  ])
})

test('a table without quantities has descriptions and amounts', () => {
  const lines = readLines(`
Désignation                                                             Montant HT
Support mensuel                                                         200,00
Formation sur site                                                      300,00`)

  expect(lines).toEqual([
    ['Support mensuel', undefined, undefined, '20.00', '200.00'],
    ['Formation sur site', undefined, undefined, '20.00', '300.00'],
  ])
})

test('lines without a rate bear the only one of the document', () => {
  const [line] = readLines(`
Désignation                             Quantité    Prix unitaire HT              Montant HT
Support mensuel                         5           100,00                        500,00`)

  expect(line?.[3]).toBe('20.00')
})

test('an item is where it is printed', () => {
  const [first, second] = read(sampleInvoice()).lines

  expect(first?.page).toBe(1)
  expect(first?.bbox?.width).toBeGreaterThan(0.5)
  expect(second?.bbox?.y).toBeGreaterThan(first?.bbox?.y ?? 1)
})
