import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { read, readPages, valuesOf } from '../testing/readings.ts'

test('the total of a receipt is what was handed over less the change', () => {
  const values = valuesOf(
    read(`
      CORNER SHOP
      Receipt No: R-1007
      Bread             4.20
      Milk              3.60
      Subtotal          7.80
      Cash             10.00
      Change            2.20`),
  )

  expect(values.montant_ttc).toBe('7.80')
})

test('without change, what was paid is the total when the total cannot be read', () => {
  const values = valuesOf(
    read(`
      CORNER SHOP
      Receipt No: R-1007
      Bread             4.20
      Milk              3.60
      Total             #.##
      Visa              7.80`),
  )

  expect(values.montant_ttc).toBe('7.80')
})

test.each(['Rückgeld', 'Rendu', 'Change', 'Cambio', 'Resto', 'Wisselgeld'])(
  'neither the cash nor "%s" is the total',
  (change) => {
    const values = valuesOf(
      read(`
        KIOSK 1007
        Total             7.80
        Cash             50.00
        ${change}              42.20`),
    )

    expect(values.montant_ttc).toBe('7.80')
  },
)

test('a total that is rounded to what can be paid is the rounded one', () => {
  const values = valuesOf(
    read(`
      Tax Invoice No: R-1007
      Total (Excluding GST)          41.00
      GST 6%                          2.46
      Total (Inclusive of GST)       43.46
      Rounding Adj                   -0.01
      TOTAL                          43.45
      CASH                           43.45`),
  )

  expect(values).toMatchObject({ montant_ht: '41.00', montant_tva: '2.46', montant_ttc: '43.45' })
})

test('letters that a recognizer takes digits for are digits again, on scans only', () => {
  const drawing = `
    CORNER SHOP
    Receipt No: R-1007
    Total            RM1O7.8O`
  const page = drawPage(drawing)
  const words = page.words.map((word) => ({ ...word, confidence: 0.8 }))

  const [scan, digital] = [{ ...page, source: 'ocr' as const, words }, page].map((drawn) =>
    valuesOf(readPages([drawn])),
  )

  expect(scan?.montant_ttc).toBe('107.80 MYR')
  expect(digital?.montant_ttc).toBeUndefined()
})

test('what is recognised as an equals sign before an amount of a scan is its minus', () => {
  const page = drawPage(`
    Gutschrift Nr. 2024-17
    Nettobetrag        =50,00 EUR
    MwSt 19 %           =9,50 EUR
    Gesamtbetrag       =59,50 EUR`)
  const words = page.words.map((word) => ({ ...word, confidence: 0.8 }))

  const values = valuesOf(readPages([{ ...page, source: 'ocr', words }]))

  expect(values).toMatchObject({
    montant_ht: '-50.00 EUR',
    montant_tva: '-9.50 EUR',
    montant_ttc: '-59.50 EUR',
  })
})
