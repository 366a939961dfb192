import { expect, test } from 'vitest'
import { guessKind } from './kind.ts'
import { drawPage } from './testing/draw-page.ts'
import { read, readPages } from './testing/readings.ts'

const a4 = [drawPage('Words')]
const till = [drawPage('Words', { width: 200, height: 600 })]

test.each([
  ['Facture n° 12', 'invoice'],
  ['Invoice no. 12', 'invoice'],
  ["Facture d'avoir n° 12", 'credit_note'],
  ['Avoir n° 12', 'credit_note'],
  ["NOTE D'AVOIR n° 12", 'credit_note'],
  ["Numéro d'avoir : A-12", 'credit_note'],
  ['Avoir du 12/01/2026', 'credit_note'],
  ['Credit note no. 12', 'credit_note'],
  ['Gutschrift Nr. 12', 'credit_note'],
  ['Rechnungskorrektur Nr. 12', 'credit_note'],
  ['Factura rectificativa n.º 12', 'credit_note'],
  ['Nota di credito n. 12', 'credit_note'],
  ['Nota di accredito n. 12', 'credit_note'],
  ['NOTA ACCREDITO n. 12', 'credit_note'],
  ['Nota de crédito n.º 12', 'credit_note'],
  ['Creditnota nr. 12', 'credit_note'],
  ['Credit nota nr. 12', 'credit_note'],
  ['Kredietnota nr. 12', 'credit_note'],
  ['Credit-note no. 12', 'credit_note'],
  ['Credit memorandum no. 12', 'credit_note'],
  ['Factura de abono n.º 12', 'credit_note'],
  ['INVOICE / CREDIT NOTE no. 12', 'credit_note'],
  ['invoice@acme.example CREDIT NOTE no. 12', 'credit_note'],
  ['Avoir n° 12 sur la facture n° 11', 'credit_note'],
  ["Facture d'origine : 11 Avoir n° 12", 'credit_note'],
  ['Facturé à : Durand SA AVOIR n° 12', 'credit_note'],
  ['Rechnung an: Durand GmbH GUTSCHRIFT Nr. 5', 'credit_note'],
  ['FACTURE (AVOIR) N° 12', 'credit_note'],
  ['RECHNUNG – GUTSCHRIFT Nr. 5', 'credit_note'],
  ['RECHNUNG Nr. 12 Kasten Wasser 20,00 Leergut-Gutschrift -15,00', 'invoice'],
  ['FACTURE n° 12 Chaises 120,00 Avoir n° A-12 déduit -20,00', 'invoice'],
  ['FACTURE A-12 Chaises 120,00 Avoir n° 7 déduit -20,00', 'invoice'],
  ['FACTURE A 12 Chaises 120,00 Avoir n° 7 déduit -20,00', 'invoice'],
])('a page that begins with %j is of kind %s', (text, kind) => {
  expect(guessKind(text, a4)).toBe(kind)
})

test('a tall narrow slip with cash and change is a receipt', () => {
  expect(guessKind('Supermarket TOTAL 12.00 CASH 20.00 CHANGE 8.00 Thank you', till)).toBe(
    'receipt',
  )
})

test('a tall narrow slip is a receipt without saying so', () => {
  expect(guessKind('Mini market Bread 3.50 Total 12.00', till)).toBe('receipt')
})

test.each([
  'Nous vous remercions de nous avoir confié ce travail',
  'Merci pour avoir pris contact',
  'Après avoir reçu votre commande',
  "Nous vous remercions d'avoir choisi notre maison",
  'Merci d’avoir fait appel à nos services',
  'Vous devez avoir réglé avant le 15',
  'Forma de pago: abono en cuenta',
  'Cuota de abono mensual 17,40',
])('« avoir » as a verb makes no credit note: %s', (sentence) => {
  expect(guessKind(`Facture n° 12. ${sentence}`, a4)).toBe('invoice')
})

test.each(['Le client déclare avoir lu et accepté les CGV', 'Avoir accepté nos conditions engage'])(
  '« avoir » as a verb tells nothing before the word of the invoice: %s',
  (sentence) => {
    expect(guessKind(`${sentence} Facture n° 12`, a4)).toBe('invoice')
  },
)

test('a credit note that says thanks is a credit note', () => {
  expect(guessKind('Avoir n° 12. Merci de nous avoir confié ce travail', a4)).toBe('credit_note')
})

test.each([
  'Gutschrift (selbst ausgestellte Rechnung) Nr. 12',
  'Gutschrift Nr. 12, self-billed invoice',
])('an invoice that the buyer writes is no credit note: %s', (text) => {
  expect(guessKind(text, a4)).toBe('invoice')
})

const slip = `
  CORNER SHOP
  TAX INVOICE
  Invoice no. 1007
  Bread            4.20
  Milk             3.60
  Butter           2.10
  Total            9.90
  Cash            20.00
  Change          10.10`

test('a page that few characters fill is a receipt, whatever it calls itself', () => {
  const page = drawPage(slip, { width: 150, height: 220 })

  expect(readPages([page]).kind).toBe('receipt')
})

test('a slip on a picture of a table is a receipt by its cash and change', () => {
  const page = drawPage(slip, { source: 'ocr' })

  expect(readPages([page]).kind).toBe('receipt')
})

test('an invoice of few words on a sheet is an invoice', () => {
  expect(read(slip).kind).toBe('invoice')
  expect(read('Invoice no. 1007').kind).toBe('invoice')
})
