import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'

function termsIn(...rows: string[]) {
  return valuesOf(read(['ACME SARL', 'Facture n° F-2024-0042', ...rows].join('\n')))
    .conditions_paiement
}

test.each([
  ['Conditions de paiement : 30 jours net', '30 jours net'],
  ['Modalités de règlement : virement à réception', 'virement à réception'],
  ['Payment terms: Net 30', 'Net 30'],
  ['Terms of payment: 14 days', '14 days'],
  ['Zahlungsbedingungen: 14 Tage netto', '14 Tage netto'],
  ['Zahlungsziel: 30 Tage', '30 Tage'],
  ['Condiciones de pago: 60 días', '60 días'],
  ['Condizioni di pagamento: bonifico 30 gg', 'bonifico 30 gg'],
  ['Betalingstermijn: 14 dagen', '14 dagen'],
])('what its caption introduces are the terms: %s', (row, terms) => {
  expect(termsIn(row)).toBe(terms)
})

test.each([
  ['Payment terms          Net 30', 'Net 30'],
  ['Conditions de paiement\n45 jours fin de mois', '45 jours fin de mois'],
])('the terms stand right of their caption or below it: %s', (rows, terms) => {
  expect(termsIn(...rows.split('\n'))).toBe(terms)
})

test.each([
  'Paiement à 30 jours fin de mois',
  'À régler à réception de la facture',
  'Payment due within 30 days',
  'Payable upon receipt',
  'Zahlbar innerhalb von 14 Tagen ohne Abzug',
  'Rechnungsbetrag sofort zahlbar: zahlen Sie nach Erhalt',
  'Pago a 30 días',
  'Pagamento a 60 giorni fine mese',
  'Betaling binnen 14 dagen',
])('a sentence tells the terms without a caption: %s', (row) => {
  expect(termsIn('', row)).toBe(row)
})

test('of a line of several sentences, the one that tells the terms counts', () => {
  expect(termsIn('', 'Vielen Dank. Zahlbar innerhalb von 14 Tagen. Bitte Nummer angeben.')).toBe(
    'Zahlbar innerhalb von 14 Tagen.',
  )
})

test('terms that go on in the next line are whole', () => {
  expect(
    termsIn(
      '',
      'Zahlbar innerhalb 30 Tagen netto, 3%',
      'Skonto innerhalb von 10 Tagen',
      '',
      'Gruß',
    ),
  ).toBe('Zahlbar innerhalb 30 Tagen netto, 3% Skonto innerhalb von 10 Tagen')
})

test.each([
  'En cas de retard de paiement, pénalités de 40 € après 30 jours',
  'Late payment: interest is due after 30 days',
  'Bei Verzug zahlen Sie nach 30 Tagen Zinsen',
  'Delivery within 30 days',
  'Formation, 3 jours',
  'Zahlungsziel: 14.02.2024',
])('what is said of delay, delivery or a day are no terms: %s', (row) => {
  expect(termsIn('', row)).toBeUndefined()
})

test.each([
  ['Conditions : Payable sous 8 jours', 'Payable sous 8 jours'],
  ['Terms Payable within 45 days', 'Payable within 45 days'],
  ['Forma de pago Al contado', 'Al contado'],
  ['Zahlung: Sofort fällig', 'Sofort fällig'],
  ['Betaling: Contant', 'Contant'],
])('a caption of much else introduces terms when what follows tells them: %s', (row, terms) => {
  expect(termsIn(row)).toBe(terms)
})

test('in a row of captions the terms stand below theirs', () => {
  expect(
    termsIn('', 'Zahlungsziel              Vertragsnummer', 'binnen 30 Tagen           V-2023-158'),
  ).toBe('binnen 30 Tagen')
})
