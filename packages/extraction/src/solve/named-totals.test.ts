import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { read, readPages, valuesOf } from '../testing/readings.ts'

test('goods that add up by chance are not the totals below an amount that is named as one', () => {
  const receipt = `
Lian Chi Restaurant

Item                  Qty     Price     Amount
410  Spring rolls     1       12.72     12.72
822  Tea              1        3.18      3.18
Nett Amt :                              53.55
Zero rated                               0.00`

  const values = valuesOf(read(receipt))

  expect(values.montant_ttc).toBe('53.55')
})

test('net and gross bear the same sign: a net in brackets is a minus, not a pair of the gross', () => {
  const invoice = `
Invoice
      Goods total     Trade discount   Taxable amount   VAT at 8.25 % (11,137.32)   GRAND TOTAL
      11,723.50       (586.18)         11,137.32        918.83                      12,056.15`

  const values = valuesOf(read(invoice))

  expect(values).toMatchObject({ montant_ht: '11137.32', montant_ttc: '12056.15' })
})

test('of two amounts that are named alike the one that was recognised more surely is the total', () => {
  const page = drawPage(`
Invoice
Total                                                         860.00
Total                                                         859.00`)
  const words = page.words.map((word) => ({
    ...word,
    confidence: word.text === '860.00' ? 0.1 : 0.95,
  }))

  const values = valuesOf(readPages([{ ...page, words }]))

  expect(values.montant_ttc).toBe('859.00')
})

test('what is given back at a till is not what was paid', () => {
  const receipt = `
Reçu
Sous-total:                                                   476,04
A PAYER:                                                      476,04
Carte:                                                        500,00
À rendre:                                                      23,96`

  const values = valuesOf(read(receipt))

  expect(values.montant_ttc).toBe('476.04')
})

test('what is left after rounding is the total, where the word before it is misread', () => {
  const receipt = `
Receipt
lotal Sales Incl. GST                                          48.93
Rounding Adjustment                                             0.02
lotal After Rounding                                           48.95
VISA                                                           48.95
GST 6%                                          46.16           2.77`

  const values = valuesOf(read(receipt))

  expect(values.montant_ttc).toBe('48.95')
})

test('what stands between two totals is no tax where another amount is called one', () => {
  const invoice = `
Factuur nr. 2026-17
Factuurdatum 03-04-2026
Subtotaal                                                     100,00
Emballage                                                       5,00
Totaal                                                        105,00
Waarvan btw 21 %                                               18,22`

  const reading = read(invoice)

  expect(valuesOf(reading).montant_tva).toBe('18.22')
  expect(reading.needs_review).toBe(true)
})

test.each(['Bollo', 'Bolli', 'Spese bollo', 'Statiegeld', 'Pfand', 'Débours', 'Suplidos'])(
  'what is passed on is no tax: %s',
  (charge) => {
    const invoice = `
Fattura n. 2026-17
Totale imponibile                                             500,00
${charge}                                                       2,00
Totale documento                                              502,00`

    expect(valuesOf(read(invoice)).montant_tva).toBeUndefined()
  },
)
