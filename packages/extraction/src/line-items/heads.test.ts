import { expect, test } from 'vitest'
import { readRows } from '../lines.ts'
import { drawPage } from '../testing/draw-page.ts'
import { readLines } from '../testing/table-lines.ts'
import { readHeads } from './heads.ts'

const heads: [language: string, heads: string][] = [
  ['fr', 'Désignation                 Qté         P.U. HT             TVA       Total HT'],
  ['en', 'Description                 Qty         Unit price          VAT       Amount'],
  ['de', 'Bezeichnung                 Menge       Einzelpreis         MwSt      Gesamtpreis'],
  ['es', 'Descripción                 Cantidad    Precio unitario     IVA       Importe'],
  ['it', 'Descrizione                 Quantità    Prezzo unitario     IVA       Importo'],
  ['nl', 'Omschrijving                Aantal      Prijs               BTW       Bedrag'],
]

test.each(heads)('the heads of a table are known in %s', (_language, row) => {
  const lines = readLines(`
${row}
Assistance                  2           100,00              20 %      200,00`)

  expect(lines).toEqual([['Assistance', '2', '100.00', '20.00', '200.00']])
})

test('numbers below no head are a column of their own', () => {
  const lines = readLines(`
Désignation                       Qté      P.U. HT                      Total TTC
Assistance                        3        100,00          300,00       360,00
Formation                         2        150,00          300,00       360,00`)

  expect(lines).toEqual([
    ['Assistance', '3', '100.00', '20.00', '300.00'],
    ['Formation', '2', '150.00', '20.00', '300.00'],
  ])
})

test('a head that names two things has the name before a dash', () => {
  const [line] = readLines(`
Nom & désignation                       Quantité    Prix unitaire HT              Montant HT
Support mensuel - par téléphone         5           100,00                        500,00`)

  expect(line?.[0]).toBe('Support mensuel')
})

test('heads that stand close are parted by the columns below them', () => {
  const lines = readLines(`
Désignation                 Qté         P.U. HT       Total T.V.A.
Assistance                  2           100,00        200,00     20 %
Formation                   1           300,00        300,00     20 %`)

  expect(lines).toEqual([
    ['Assistance', '2', '100.00', '20.00', '200.00'],
    ['Formation', '1', '300.00', '20.00', '300.00'],
  ])
})

test('heads over several lines are one', () => {
  const lines = readLines(`
                                                        Prix                          Total
Désignation                             Quantité        unitaire            TVA       ligne
                                                        (EUR)                         (EUR)
Assistance                              2               100,00              20 %      200,00`)

  expect(lines).toEqual([['Assistance', '2', '100.00', '20.00', '200.00']])
})

test('a head with a letter misread is known', () => {
  const lines = readLines(`
Designatlon                             Qantité     Prix unitaire       TVA       Montanl HT
Assistance                              2           100,00              20 %      200,00`)

  expect(lines).toEqual([['Assistance', '2', '100.00', '20.00', '200.00']])
})

test('arithmetic outweighs a head that says something else', () => {
  const lines = readLines(`
Détail                                  Qté         Taux                Prix
Assistance                              2           100,00              200,00
Formation                               3           300,00              900,00`)

  expect(lines).toEqual([
    ['Assistance', '2', '100.00', '20.00', '200.00'],
    ['Formation', '3', '300.00', '20.00', '900.00'],
  ])
})

test('numbers belong to the head of their whole stack, though another head stands nearer', () => {
  const lines = readLines(`
Item                Price:         Qty:   Subtotal:       VAT:       Total:
Harpe                   8.00          1       8.00      20.00          9.60
Violon                 25.00          3      75.00      20.00         90.00`)

  expect(lines).toEqual([
    ['Harpe', '1', '8.00', '20.00', '8.00'],
    ['Violon', '3', '25.00', '20.00', '75.00'],
  ])
})

test('a row of many words keeps nobody busy', () => {
  const rows = readRows([drawPage(`Qty ${'x '.repeat(60_000)}`)])

  expect(readHeads(rows, 0)).toBeUndefined()
})
