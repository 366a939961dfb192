import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'
import { readLines } from '../testing/table-lines.ts'

test('a name goes on in the next line where its own was full', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel du 1er au 31 janvier    2           100,00              20 %      200,00
sur deux sites
Formation sur site                      1           300,00              20 %      300,00`)

  expect(lines.map(([description]) => description)).toEqual([
    'Support mensuel du 1er au 31 janvier sur deux sites',
    'Formation sur site',
  ])
})

test('what stands below a name that had room left says more, and is no part of it', () => {
  const { lines } = read(
    sampleInvoice({
      lines: `
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Janvier et février, par téléphone
Formation sur site                      1           300,00              20 %      300,00`,
    }),
  )

  expect(lines.map(({ description, details }) => [description, details])).toEqual([
    ['Support mensuel', 'Janvier et février, par téléphone'],
    ['Formation sur site', undefined],
  ])
})

test('quantities may stand before descriptions', () => {
  const lines = readLines(`
Qté      Désignation                                  P.U. HT            Total HT
2        Support mensuel                              100,00             200,00
1        Formation sur site                           300,00             300,00`)

  expect(lines).toEqual([
    ['Support mensuel', '2', '100.00', '20.00', '200.00'],
    ['Formation sur site', '1', '300.00', '20.00', '300.00'],
  ])
})

test('an item whose name begins like a total is an item', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Total Quartz 9000, bidon de 5 l         2           100,00              20 %      200,00
Formation sur site                      1           300,00              20 %      300,00`)

  expect(lines).toHaveLength(2)
})

test('articles by number and name have the name as their description', () => {
  const lines = readLines(`
Artikel        Omschrijving                      Aantal    Prijs      BTW       Bedrag
K-4411         Koperen ketel                     2 st      40,00      21 %      80,00`)

  expect(lines).toEqual([['Koperen ketel', '2', '40.00', '21.00', '80.00']])
})

test('a number above the name is no part of it, nor are captioned details below', () => {
  const lines = readLines(`
Art-Nr              Menge            Einzelpreis         MwSt      Gesamtpreis
Bezeichnung
KX-200              2                100,00              19 %      200,00
Wandlampe
EAN: 4011209304887
Verpackung: Karton`)

  expect(lines).toEqual([['Wandlampe', '2', '100.00', '19.00', '200.00']])
})

test('an article number before a name is left out', () => {
  const descriptions = readLines(`
Description                                    Qty         Unit price      Amount
[LMP-7] Wall lamp                              2           100.00          200.00
QX-44 - Copper kettle                          1           40.00           40.00`)

  expect(descriptions.map(([description]) => description)).toEqual(['Wall lamp', 'Copper kettle'])
})

test('what stands left of the table is no part of it', () => {
  const lines = readLines(`
                        Description                      Qty      Price        Amount
14 Mill Lane            Wall lamp                        2        100.00       200.00
Sunderland              Copper kettle                    1        40.00        40.00`)

  expect(lines.map(([description]) => description)).toEqual(['Wall lamp', 'Copper kettle'])
})
