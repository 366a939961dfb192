import { expect, test } from 'vitest'
import { normalise } from '../parse/text.ts'
import { saysExempt } from './exemption.ts'

test.each([
  'Die Leistung ist gem. § 4 Nr. 14 UStG umsatzsteuerfrei',
  'Ärztliche Leistungen sind umsatzsteuerfrei',
  'Diese Rechnung ist umsatzsteuerfrei',
  'Der Rechnungsbetrag ist umsatzsteuerfrei',
  'Es wird keine Umsatzsteuer berechnet',
  'Umsatzsteuer ist vom Kunden zu entrichten (Reverse Charge)',
  'Services exempt from VAT',
  'Membership fees are exempt from VAT',
  'Exempt from VAT for medical services',
  'No VAT is charged on this invoice',
  'Total (VAT exempt)',
  'Supply to VAT registered customer: reverse charge',
  'En application de l’article 261-4-4 du CGI, exonéré de TVA',
  'N° de déclaration d’activité 11 75 12345 75, organisme exonéré de TVA',
  'L’ensemble des prestations est exonéré de TVA',
  'Cours particuliers exonérés de TVA',
  'Si retard de paiement, pénalités de 10 % - autoliquidation',
  'Operazione per la quale si applica il reverse charge',
  'Corsi esenti IVA',
  'Se aplica la inversión del sujeto pasivo',
  'Servicios exentos de IVA',
  'Factuur: geen btw verschuldigd',
  'Medische diensten vrijgesteld van btw',
])('what is said of the invoice, or of what was sold, frees it of tax: %s', (sentence) => {
  expect(saysExempt(normalise(sentence))).toBe(true)
})

test.each([
  'Ostéopathe D.O. - exonéré de TVA (art. 261-4-1° du CGI)',
  'Infirmière libérale non soumise à TVA',
  'SCI Les Lilas, non assujettie à la TVA',
  'Centre de formation exonéré de TVA',
  'Analyses médicales exonérées de TVA',
  'Courtage en assurance exonéré de TVA, art. 261 C du CGI',
  'Assurance RC Pro, TVA non applicable',
  'SIRET 732 829 320 00074 - APE 8690F - Exonéré de TVA',
  'N° ADELI 759312345, exonéré de TVA',
  'Règlement par chèque accepté, TVA non applicable',
  'Pas d’escompte pour paiement anticipé, TVA non applicable',
  'Pas d’intérêts de retard, exonéré de TVA',
  'Exonération de TVA pour les professionnels de santé',
  'Exonération de TVA sauf mention contraire',
  'Merci à tous nos clients, TVA non applicable',
  'To all customers: thank you for your business, no VAT charged',
  'Cours pour les particuliers exonérés de TVA',
  'Beratung für Unternehmen, umsatzsteuerfrei',
  'Services provided to EU business customers are outside the scope of VAT',
  'Gracias a nuestros clientes, exento de IVA',
  'Cursus voor bedrijven vrijgesteld van btw',
  'Arzt, umsatzsteuerbefreit gem. § 4 Nr. 14 UStG',
  'Physiotherapie ist umsatzsteuerfrei',
  'Versicherungsprovision umsatzsteuerfrei nach § 4 Nr. 11 UStG',
  'Zahlbar ohne Abzug - umsatzsteuerfrei',
  'Innergemeinschaftliche Lieferung an Unternehmen in der EU',
  'Steuerfreie Lieferung, die Ware bleibt Eigentum, soweit nicht bezahlt',
  'Sole trader - VAT exempt',
  'Professional fees exempt from VAT',
  'Insurance broker, exempt from VAT',
  'Insurance premium exempt from VAT',
  'Books are zero-rated',
  'UTR 1234567890 - no VAT charged',
  'No VAT is charged on this order',
  'Zero-rated for VAT purposes',
  'Reverse charge, Companies House no. 1234567',
  'Supply of services to businesses in the EU: reverse charge',
  'Reverse charge: customers must account for VAT to HMRC',
  'VAT exempt, unless otherwise agreed',
  'Dott.ssa Rossi, esente IVA art. 10',
  'Visita specialistica esente IVA art. 10',
  'Marca da bollo € 2,00 - esente IVA art. 10',
  'Imposta di bollo assolta in modo virtuale, esente IVA art. 10',
  'Operazione esente IVA, salvo errori',
  'Médico exento de IVA',
  'Matrícula exenta de IVA',
  'Forma de pago: transferencia, exento de IVA',
  'Inversión del sujeto pasivo, salvo error u omisión',
  'Psycholoog, vrijgesteld van btw',
  'Muziekles vrijgesteld van btw',
  'Vrijgesteld van btw op grond van artikel 11-1-g Wet OB',
  'KvK 12345678 - vrijgesteld van btw',
  'BTW verlegd naar afnemers',
  'BTW verlegd, tenzij anders vermeld',
])('whatever else is said to bear no tax is what was sold, or the invoice: %s', (sentence) => {
  expect(saysExempt(normalise(sentence))).toBe(true)
})

test.each([
  'Voor EU-klanten: btw verlegd',
  'Btw verlegd indien van toepassing',
  'Für Kunden im EU-Ausland: Reverse Charge',
  'Firmenkunden aus der EU: Reverse Charge',
  'Reverse Charge bei Leistungen an Unternehmer im Ausland',
  'Clients UE : TVA due par le preneur',
  'Clients UE assujettis : autoliquidation de la TVA par le preneur (art. 283-2 du CGI)',
  'Sauf mention contraire, TVA due par le preneur pour les clients hors de France',
  'Somme HT. TVA due par le preneur si assujetti UE',
  'TVA due par le preneur lorsqu’il est établi hors de France',
  'Reverse charge applies to EU customers',
  'Reverse charge where applicable',
  'Inversión del sujeto pasivo si el cliente es empresa',
  'Inversione contabile per clienti UE',
  'Für Unternehmer im EU-Ausland: Reverse Charge',
  'Reverse charge for EU businesses',
  'Btw verlegd voor zakelijke klanten',
  'Lieferungen an Kunden im EU-Ausland sind steuerfrei',
  'Clients professionnels hors de France : TVA non applicable',
  'Outside the scope of VAT for customers outside the EU',
  'TVA non applicable, sauf pour les clients de l’UE',
  'Auto Liquidation SARL',
])('what is said of some clients, or under a condition, is not said of it: %s', (sentence) => {
  expect(saysExempt(normalise(sentence))).toBe(false)
})

test.each([
  'Intérêts de retard : 3 fois le taux légal, non soumis à TVA',
  'Les intérêts de retard, non soumis à TVA, sont exigibles de plein droit.',
  'Majoration de retard de 10 % non soumise à TVA',
  'Caution de 500 € (non soumise à TVA) restituée sous 15 jours',
  'Caution de location non soumise à TVA',
  'Montant de la caution non soumis à TVA',
  'Consignes non soumises à TVA',
  'Assurance annulation exonérée de TVA (art. 261 C du CGI)',
  'Taxe de séjour en sus, non soumise à TVA',
  'Pourboire non soumis à TVA',
  'Timbres fiscaux non soumis à TVA',
  'Débours non soumis à TVA',
  'Les frais de port sont exonérés de TVA',
  'Franchise de 150 € non soumise à TVA',
  'Die Kaution ist umsatzsteuerfrei.',
  'Auf die Kaution wird keine Umsatzsteuer erhoben',
  'Trinkgeld ist steuerfrei',
  'Porto ist umsatzsteuerfrei',
  'Postage: exempt from VAT',
  'No VAT is charged on postage',
  'Suplidos no sujetos a IVA',
  'Bollo non soggetto a IVA',
  'Statiegeld vrijgesteld van btw',
  'Insurance exempt from VAT',
  'Deposit: £500.00 (exempt from VAT)',
  'Interest on late payment is exempt from VAT',
  'Marca da bollo non soggetta a IVA',
])('what bears no tax by itself does not free what was sold: %s', (sentence) => {
  expect(saysExempt(normalise(sentence))).toBe(false)
})

test('what is charged besides counts where nothing else is charged', () => {
  expect(saysExempt('caution non soumise a tva', true)).toBe(true)
  expect(saysExempt('clients ue : autoliquidation', true)).toBe(false)
})

test.each([
  'penalites non soumises a tva ',
  'caution exonere de tva, ',
  'clients ue autoliquidation ',
  'reverse charge if ',
  'indemnite 40 € non soumise a tva ',
])('a page full of what is charged for something else is read in no time: %s', (sentence) => {
  expect(saysExempt(sentence.repeat(10_000))).toBe(false)
})
