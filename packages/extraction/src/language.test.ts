import { expect, test } from 'vitest'
import { guessKind, guessLanguage } from './language.ts'
import { read } from './testing/readings.ts'
import { sampleInvoice } from './testing/sample-invoice.ts'

test.each([
  ['fr', 'Facture n° 12 Date échéance Désignation Montant TVA Total TTC à payer par le client'],
  ['en', 'Invoice number 12 Due date Description of the goods Amount VAT Total Thank you'],
  ['de', 'Rechnung Nr. 12 Datum Menge Gesamtbetrag MwSt Bitte zahlen Sie und der Kunde'],
  ['es', 'Factura n.º 12 Fecha de vencimiento Cantidad Precio Importe IVA Cliente del pago'],
  ['it', 'Fattura n. 12 Data di scadenza Quantità Prezzo Imponibile IVA Totale documento'],
  ['nl', 'Factuur nr. 12 Vervaldatum Aantal Prijs Omschrijving BTW Bedrag Totaal betaling'],
])('the words of an invoice tell that it is in %s', (language, text) => {
  expect(guessLanguage(text)).toBe(language)
})

const a4 = 842 / 595
const till = 3

test.each([
  ['Facture n° 12', 'invoice'],
  ['Invoice no. 12', 'invoice'],
  ["Facture d'avoir n° 12", 'credit_note'],
  ['Avoir n° 12', 'credit_note'],
  ['Credit note no. 12', 'credit_note'],
  ['Gutschrift Nr. 12', 'credit_note'],
  ['Rechnungskorrektur Nr. 12', 'credit_note'],
  ['Factura rectificativa n.º 12', 'credit_note'],
  ['Nota di credito n. 12', 'credit_note'],
  ['Creditnota nr. 12', 'credit_note'],
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
])('« avoir » as a verb makes no credit note: %s', (sentence) => {
  expect(guessKind(`Facture n° 12. ${sentence}`, a4)).toBe('invoice')
})

test('a credit note that says thanks is a credit note', () => {
  expect(guessKind('Avoir n° 12. Merci de nous avoir confié ce travail', a4)).toBe('credit_note')
})

test('language and kind of a document are given', () => {
  const reading = read(sampleInvoice())

  expect(reading).toMatchObject({ language: 'fr', kind: 'invoice' })
})
