import type { LineItem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { drawPage } from './testing/draw-page.ts'
import { read, readPages } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

function cellsOf({ description, quantity, unit_price, vat_rate, amount }: LineItem) {
  return [description, quantity, unit_price, vat_rate, amount]
}

function readLines(lines: string) {
  return read(sampleInvoice({ lines })).lines.map(cellsOf)
}

test('every item of a table is read with its cells', () => {
  const { lines } = read(sampleInvoice())

  expect(lines.map(cellsOf)).toEqual([
    ['Support mensuel', '2', '100.00', '20.00', '200.00'],
    ['Formation sur site', '1', '300.00', '20.00', '300.00'],
  ])
})

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

test('sub-totals between items are left out', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Sous-total services                                                               200,00
Formation sur site                      1           300,00              20 %      300,00
Sous-total formation                                                              300,00`)

  expect(lines.map(([description]) => description)).toEqual([
    'Support mensuel',
    'Formation sur site',
  ])
})

test('totals, discounts and shipping below the table are no items', () => {
  const { lines } = read(
    sampleInvoice({
      totals: `
                                                            Sous-total           500,00 €
                                                            Remise               -50,00 €
                                                            Frais de port         50,00 €
                                                            Total HT             500,00 €
                                                            TVA 20 %             100,00 €
                                                            Total TTC            600,00 €`,
    }),
  )

  expect(lines.map(({ amount }) => amount)).toEqual(['200.00', '300.00'])
})

test('a discount among the items is an item with a negative amount', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         2           100,00              20 %      200,00
Geste commercial                        1           -20,00              20 %      -20,00`)

  expect(lines.at(1)).toEqual(['Geste commercial', '1', '-20.00', '20.00', '-20.00'])
})

test('an item whose name begins like a total is an item', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Total Quartz 9000, bidon de 5 l         2           100,00              20 %      200,00
Formation sur site                      1           300,00              20 %      300,00`)

  expect(lines).toHaveLength(2)
})

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

test('lines without a rate bear the only one of the document', () => {
  const [line] = readLines(`
Désignation                             Quantité    Prix unitaire HT              Montant HT
Support mensuel                         5           100,00                        500,00`)

  expect(line?.[3]).toBe('20.00')
})

/** The invoice with these lines, its words recognised. */
function scan(lines: string) {
  const page = drawPage(sampleInvoice({ lines }))
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))
  return readPages([{ ...page, source: 'ocr', words }])
}

test.each([
  ['a quantity that was passed over', '', '25,00', '75,00'],
  ['an amount that was passed over', '3', '25,00', ''],
  ['one digit read otherwise', '8', '25,00', '75,00'],
  ['a lost mark in the price', '3', '2500', '75,00'],
])('%s follows from the others', (_what, quantity, price, amount) => {
  const { lines } = scan(`
Désignation                             Quantité    Prix unitaire HT              Montant HT
Support mensuel                         2           100,00                        200,00
Formation sur site                      ${quantity.padEnd(12)}${price.padEnd(30)}${amount}`)

  expect(lines.map(cellsOf).at(1)).toEqual(['Formation sur site', '3', '25.00', '20.00', '75.00'])
})

test('numbers that fit in two ways stay as they are printed', () => {
  const { lines } = scan(`
Désignation                             Quantité    Prix unitaire HT              Montant HT
Support mensuel                         2           100,00                        200,00
Formation sur site                      1           21,00                         31,00`)

  expect(lines.map(cellsOf).at(1)).toEqual(['Formation sur site', '1', '21.00', '20.00', '31.00'])
})

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

test('what stands left of a total is no item', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Support mensuel                         5           100,00              20 %      500,00
Domiciliation: Banque du Sud                        Hors taxe                     500,00`)

  expect(lines.map(([description]) => description)).toEqual(['Support mensuel'])
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

const secondPage = `
Facture n° : F-2024-0042                               Page 2/2

Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Report                                                                            500,00
Audit annuel                            1           700,00              20 %      700,00

                                                            Total HT           1 200,00 €
                                                            TVA 20 %             240,00 €
                                                            Total TTC          1 440,00 €`

test('a table goes on across pages, without what is carried over', () => {
  const carried = `
                                                            A reporter           500,00 €`

  const reading = read(sampleInvoice({ totals: carried, foot: '' }), secondPage)

  expect(reading.lines.map(({ page, amount }) => [page, amount])).toEqual([
    [1, '200.00'],
    [1, '300.00'],
    [2, '700.00'],
  ])
  expect(reading.needs_review).toBe(false)
})

test('a table may go on without its heads on the next page', () => {
  const next = `
Audit annuel                            1           700,00              20 %      700,00

                                                            Total HT           1 200,00 €
                                                            TVA 20 %             240,00 €
                                                            Total TTC          1 440,00 €`

  const { lines } = read(sampleInvoice({ totals: '', foot: '' }), next)

  expect(lines.map(({ description }) => description)).toEqual([
    'Support mensuel',
    'Formation sur site',
    'Audit annuel',
  ])
})

test('a page without a table has no items', () => {
  const { lines } = read(sampleInvoice({ lines: '' }))

  expect(lines).toEqual([])
})

test('what stands below the totals is no item', () => {
  const { lines } = read(
    sampleInvoice({
      foot: `
Pénalités de retard : 3 fois le taux légal, indemnité forfaitaire de 40,00 €
ACME SARL au capital de 10 000,00 €`,
    }),
  )

  expect(lines).toHaveLength(2)
})

test('an item is where it is printed', () => {
  const [first, second] = read(sampleInvoice()).lines

  expect(first?.page).toBe(1)
  expect(first?.bbox?.width).toBeGreaterThan(0.5)
  expect(second?.bbox?.y).toBeGreaterThan(first?.bbox?.y ?? 1)
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

test('what is carried over does not end a table without quantities', () => {
  const { lines } = read(`
Désignation                                                             Montant HT
Report                                                                  500,00
Audit annuel                                                            700,00

                                                            Total HT           1 200,00 €`)

  expect(lines.map(({ description }) => description)).toEqual(['Audit annuel'])
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

test('a reduction printed below an item comes off its amount', () => {
  const [line] = readLines(`
Bezeichnung                  Menge       Einzelpreis                   Gesamtpreis
Kunstrasen                   3           4,00                          12,00
                                         abzgl. 2,00 EUR               -2,00`)

  expect(line?.at(-1)).toBe('10.00')
})

test('discounts and charges of the whole document are no items', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Assistance                              2           100,00              20 %      200,00
Remise commerciale                                                      20 %      -10,00
Frais de port                                                           20 %      15,00`)

  expect(lines).toHaveLength(1)
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

test('a table of taxes ends the table of goods', () => {
  const lines = readLines(`
Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Assistance                              2           100,00              20 %      200,00

Taxe                Base                Taux        Montant
TVA                 200,00              20 %        40,00`)

  expect(lines).toHaveLength(1)
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
