import { expect, test } from 'vitest'
import { guessLanguage } from './language.ts'
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

test('language and kind of a document are given', () => {
  const reading = read(sampleInvoice())

  expect(reading).toMatchObject({ language: 'fr', kind: 'invoice' })
})
