import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { cellsOf, readLines } from '../testing/table-lines.ts'

test('a table whose heads are not understood is where rows multiply', () => {
  const lines = readLines(`
Ware                                    Zahl        je                            ergibt
Support mensuel                         2           100,00                        200,00
Formation sur site                      3           100,00                        300,00`)

  expect(lines).toEqual([
    ['Support mensuel', '2', '100.00', '20.00', '200.00'],
    ['Formation sur site', '3', '100.00', '20.00', '300.00'],
  ])
})

test('a list says before each name how many there are', () => {
  const lines = readLines(`
2 Café                                                                            200,00
1 Thé                                                                             300,00`)

  expect(lines.map(([description, quantity]) => [description, quantity])).toEqual([
    ['Café', '2'],
    ['Thé', '1'],
  ])
})

test('items may be listed value by value', () => {
  const lines = readLines(`
Nr. linea: 1
Descrizione: Lampada da parete
Quantità: 4,00
Valore unitario: 25,00
Valore totale: 100,00
IVA (%): 22,00
Nr. linea: 2
Descrizione: Bollitore
Quantità: 1,00
Valore unitario: 400,00
Valore totale: 400,00
IVA (%): 22,00`)

  expect(lines).toEqual([
    ['Lampada da parete', '4', '25.00', '22.00', '100.00'],
    ['Bollitore', '1', '400.00', '22.00', '400.00'],
  ])
})

test('a list without heads is read when it adds up to the total', () => {
  const { lines } = read(`
CORNER CAFE
Bagel                       2 x 3.50          7.00
Flat white                                    4.20
TOTAL                                        11.20
CASH                                         20.00
CHANGE                                        8.80`)

  expect(lines.map(cellsOf)).toEqual([
    ['Bagel', '2', '3.50', undefined, '7.00'],
    ['Flat white', undefined, undefined, undefined, '4.20'],
  ])
})

test('a list that does not add up is left alone', () => {
  const { lines } = read(`
CORNER CAFE
Bagel                       2 x 3.50          7.00
Flat white                                    4.20
TOTAL                                        15.70
CASH                                         20.00`)

  expect(lines).toEqual([])
})
