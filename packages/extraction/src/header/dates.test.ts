import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'

test.each([
  'Date : 15/01/2024',
  'Date de facture : 15/01/2024',
  "Date d'émission : 15 janvier 2024",
  'Paris, le 15 janvier 2024',
  'Émise le : 15/01/2024',
  'Établie le 15/01/2024',
  "Date d'édition : 15/01/2024",
  'Datum factuur: 15-01-2024',
  'Uitgiftedatum: 15-01-2024',
  'Facture du 15/01/2024',
  'Fattura n. 12 del 15/01/2024',
  'Fattura n. 12 del 15 gennaio 2024',
  'Factura 12 de fecha 15/01/2024',
  'Invoice date: 15/01/2024',
  'Issued on 15 January 2024',
  'Rechnungsdatum: 15.01.2024',
  'Datum: 15.01.2024',
  'Fecha de factura: 15/01/2024',
  'Fecha: 15 de enero de 2024',
  'Data fattura: 15/01/2024',
  'Factuurdatum: 15-01-2024',
])('%s is the date of issue, whatever other dates stand around it', (row) => {
  const reading = read(`
    ACME SARL
    Date de commande : 02/01/2024
    ${row}
    Date de livraison : 10/01/2024
    Échéance : 14/02/2024`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-01-15',
    date_livraison: '2024-01-10',
    date_echeance: '2024-02-14',
  })
})

test.each([
  'Échéance : 14/02/2024',
  "Date d'échéance : 14/02/2024",
  'Date limite de paiement : 14/02/2024',
  'À régler avant le 14/02/2024',
  'Payable le 14/02/2024',
  'Due date: 14/02/2024',
  'Payment due by 14/02/2024',
  'Pay by 14/02/2024',
  'Fällig am 14.02.2024',
  'Zahlbar bis 14.02.2024',
  'Bitte zahlen Sie bis zum 14.02.2024',
  'Vencimiento: 14/02/2024',
  'Vencimientos: 14/02/2024',
  'F. Vto. 14/02/2024',
  'Échéances : 14/02/2024',
  'Scadenze: 14/02/2024',
  'Data scadenza 14/02/2024',
  'Vervaldatum: 14-02-2024',
])('%s is the date on which it is due', (row) => {
  const reading = read(`
    ACME SARL
    Date : 15/01/2024
    ${row}`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-01-15',
    date_echeance: '2024-02-14',
  })
})

test.each([
  'Date de livraison : 10/01/2024',
  'Livré le 10/01/2024',
  'Delivery date: 10/01/2024',
  'Lieferdatum: 10.01.2024',
  'Leistungsdatum 10.01.2024',
  'Fecha de entrega: 10/01/2024',
  'Data consegna: 10/01/2024',
  'Leverdatum: 10-01-2024',
])('%s is a date of delivery and not of issue', (row) => {
  const reading = read(`
    ACME SARL
    ${row}
    Date : 15/01/2024`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-01-15',
    date_livraison: '2024-01-10',
  })
})

test.each([
  'Période du 01/12/2023 au 31/12/2023',
  'Period: 01/12/2023 - 31/12/2023',
  'Period from 01/12/2023 to 31/12/2023',
  'Leistungszeitraum 01.12.2023 - 31.12.2023',
  'Periodo: 01/12/2023 al 31/12/2023',
  'Periode van 01-12-2023 tot 31-12-2023',
  'Abonnement du 01/12/2023 au 31/12/2023',
  'Hosting from 01/12/2023 to 31/12/2023',
  'Miete vom 01.12.2023 bis zum 31.12.2023',
  'Miete vom 1. Dezember 2023 bis 31. Dezember 2023',
  'Canone dal 01/12/2023 al 31/12/2023',
  'Cuota del 01/12/2023 al 31/12/2023',
  'Huur van 01-12-2023 tot 31-12-2023',
])('%s is the period that is invoiced', (row) => {
  const reading = read(`
    ACME SARL
    Date : 15/01/2024
    ${row}`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-01-15',
    periode_debut: '2023-12-01',
    periode_fin: '2023-12-31',
  })
})

test('the date of issue is found below its caption', () => {
  const reading = read(`
    Numéro              Date facture        Échéance
    F-2024-0042         15/01/2024          14/02/2024`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-01-15',
    date_echeance: '2024-02-14',
  })
})

test('a date without a caption is that of issue when it is the only one', () => {
  const reading = read(`
    ACME SARL
    15/01/2024`)

  expect(valuesOf(reading).date_facture).toBe('2024-01-15')
})

test('one document has one order of day and month: another date tells it', () => {
  const reading = read(`
    ACME Inc.
    Invoice date: 03/04/2024
    Due date: 04/28/2024`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-03-04',
    date_echeance: '2024-04-28',
  })
})

test('days come first when nothing tells, as in Europe', () => {
  const reading = read(`
    ACME SARL
    Date de facture : 03/04/2024`)

  expect(valuesOf(reading).date_facture).toBe('2024-04-03')
})

test('months come first in an English invoice in dollars', () => {
  const reading = read(`
    ACME Inc.
    Invoice date: 03/04/2024
    Amount due: $120.00`)

  expect(valuesOf(reading).date_facture).toBe('2024-03-04')
})

test('an impossible date is left out and not bent into another', () => {
  const reading = read(`
    ACME SARL
    Date de facture : 31/02/2024`)

  expect(reading.missing_fields).toContain('date_facture')
})

test('the day by which an invoice is payable is not its date', () => {
  const reading = read(`
    ACME SARL
    Facture payable le 14/02/2024
    Paris, le 15/01/2024`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2024-01-15',
    date_echeance: '2024-02-14',
  })
})

test.each(['München, den 15.01.2024', 'Lyon, le 15/01/2024', 'Milano, li 15/01/2024'])(
  'the date of a letter is the issue date, not that of its print: %s',
  (row) => {
    const values = valuesOf(
      read(`
      ACME
      ${row}
      Rechnung gemäß Bestellung vom 03.01.2024
      Datum: 14.01.2024`),
    )

    expect(values.date_facture).toBe('2024-01-15')
  },
)

test.each([
  'Der Betrag wird per Lastschrift eingezogen am 14.02.2024',
  'Montant prélevé sur votre compte le 14/02/2024',
  'Your account will be debited on 14/02/2024',
])('the day on which the money is taken is the due date: %s', (row) => {
  const values = valuesOf(
    read(`
      Facture n° F-2024-0042 du 15/01/2024
      ${row}`),
  )

  expect(values.date_echeance).toBe('2024-02-14')
})

test.each([
  ['Bis zum 22.01.2024 erhalten Sie 2,000 % Skonto', 'Bis zum 14.02.2024 ohne Abzug'],
  ['Zahlbar bis 22.01.2024 mit 2 % Skonto, bis 14.02.2024 netto', 'Vielen Dank'],
  ['Zahlbar bis 22.01.2024 abzüglich 2 % Skonto oder 30 Tage netto', 'Zahlbar bis 14.02.2024'],
  ['À régler avant le 22/01/2024 avec escompte de 2 %', 'Échéance : 14/02/2024, sans escompte'],
  ['Pay by 22/01/2024 for a 2% discount', 'Pay by 14/02/2024 net'],
  ['Zahlbar netto bis 14.02.2024, 3 % Skonto bis 22.01.2024', 'Vielen Dank'],
  ['Zahlbar bis 14.02.2024, bei Zahlung innerhalb 8 Tagen 2 % Skonto', 'Vielen Dank'],
  ['Bei Zahlung bis 22.01.2024 2 % Skonto, bis 14.02.2024 ohne Abzug', 'Vielen Dank'],
  ['Payment due 14/02/2024 - 2% discount if paid by 22/01/2024', 'Thank you'],
  ['Échéance : 14/02/2024 (escompte 2 % si paiement avant le 22/01/2024)', 'Merci'],
  ['Zahlungsziel: 22.01.2024 2 % Skonto / 14.02.2024 netto', 'Vielen Dank'],
  ['Échéance : 14/02/2024 escompte de 2 % sous 8 jours', 'Merci'],
  ['Échéance : 14/02/2024 Escompte : 0 %', 'Merci'],
  ["Échéance : 14/02/2024 Conditions d'escompte : aucune", 'Merci'],
])('a payment is due after the days of its discount: %s / %s', (...rows) => {
  const values = valuesOf(
    read(`
      Rechnung Nr. 2024-17
      Rechnungsdatum: 15.01.2024
      ${rows.join('\n      ')}`),
  )

  expect(values).toMatchObject({ date_facture: '2024-01-15', date_echeance: '2024-02-14' })
})

test.each(['2 %', '2,0 %', '2,00 %', '10 %'])(
  'the day until which a discount is given is not that of payment: %s',
  (rate) => {
    const values = valuesOf(
      read(`
      Rechnung Nr. 2024-17
      Rechnungsdatum: 15.01.2024
      Zahlbar bis 22.01.2024 mit ${rate} Skonto`),
    )

    expect(values.date_echeance).toBeUndefined()
  },
)

test.each([
  'DDT n. 45 del 05/01/2024',
  'Ordine n. 5 del 05/01/2024',
  'Pedido 5 de fecha 05/01/2024',
])('the date of another document is not that of the invoice: %s', (row) => {
  const values = valuesOf(
    read(`
      ACME S.r.l.
      ${row}
      Fattura n. 12 del 15/01/2024`),
  )

  expect(values.date_facture).toBe('2024-01-15')
})

test('the date of the invoice that an Italian credit note is about is not its own', () => {
  const values = valuesOf(
    read(`
      ACME S.r.l.
      Rif. fattura n. 12 del 05/01/2024
      Nota di credito n. 3 del 15/01/2024`),
  )

  expect(values.date_facture).toBe('2024-01-15')
})

test('the date of what a credit note in Italian refers to is not its own', () => {
  const values = valuesOf(
    read(`
      ACME S.r.l.
      Nota di credito n. 3 rif. 12 del 05/01/2024
      Milano, li 15/01/2024`),
  )

  expect(values.date_facture).toBe('2024-01-15')
})

test.each([
  'Offre valable du 01/12/2023 au 31/12/2023',
  'Magasin fermé du 01/12/2023 au 31/12/2023',
])('days of something else are no period that is invoiced: %s', (row) => {
  const values = valuesOf(
    read(`
      ACME SARL
      Date : 15/01/2024
      ${row}`),
  )

  expect(values.periode_debut).toBeUndefined()
})

test('the end of a period is no due date', () => {
  const values = valuesOf(
    read(`
      Rechnung Nr. 2024-17
      Rechnungsdatum: 15.01.2024
      Beitrag für den Zeitraum vom 01.02.2024 bis zum 31.01.2025`),
  )

  expect(values).toMatchObject({ periode_debut: '2024-02-01', periode_fin: '2025-01-31' })
  expect(values.date_echeance).toBeUndefined()
})

test('a due date that is past is given, and contradicts', () => {
  const reading = read(`
    Rechnung Nr. 2024-17
    Rechnungsdatum: 15.01.2024

    Fällig am: 01.01.2024`)

  expect(valuesOf(reading).date_echeance).toBe('2024-01-01')
  expect(reading.checks).toContainEqual(
    expect.objectContaining({ id: 'calendar.due_after_issue', passed: false }),
  )
})

test('a day of the period is not the issue date, where that is named otherwise', () => {
  const values = valuesOf(
    read(`
      Période de facturation : 01/12/2023 au 31/12/2023
      15/01/2024`),
  )

  expect(values.date_facture).not.toBe('2023-12-31')
})

test('the first of several dates that nothing names is far less sure than the only one', () => {
  const sureness = (drawing: string) =>
    read(drawing).fields.find(({ label }) => label === 'date_facture')?.confidence ?? 0

  const only = sureness(`
    Rechnung Nr. 2024-17
    15.01.2024`)
  const first = sureness(`
    Rechnung Nr. 2024-17
    15.01.2024
    17.01.2024`)

  expect(only).toBeGreaterThan(0.85)
  expect(first).toBeLessThan(0.85)
})

test('what a date is called stands right before it, without a colon', () => {
  const reading = read(`
    ACME SARL
    Date commande 3 janvier 2026
    Date facture 12 janvier 2026
    Date livraison 20 janvier 2026
    Échéance 14 février 2026`)

  expect(valuesOf(reading)).toMatchObject({
    date_facture: '2026-01-12',
    date_livraison: '2026-01-20',
    date_echeance: '2026-02-14',
  })
})

function confidenceOfDate(rows: string): number | undefined {
  const reading = read(`
    Northwind Ltd                       INVOICE
    Invoice no. 1234
    ${rows}`)
  return reading.fields.find(({ label }) => label === 'date_facture')?.confidence
}

test('a date whose order nothing tells is less sure than one that another date explains', () => {
  const guessed = confidenceOfDate('Invoice date: 05/02/2026\n    Total due $ 120.00')
  const explained = confidenceOfDate(
    'Invoice date: 05/02/2026\n    Order date: 01/28/2026\n    Total due $ 120.00',
  )

  expect(guessed).toBeLessThan((explained ?? 0) - 0.05)
})

test('pounds are paid where days come first', () => {
  const inPounds = confidenceOfDate('Invoice date: 05/02/2026\n    Total due £ 120.00')
  const clear = confidenceOfDate('Invoice date: 25/02/2026\n    Total due £ 120.00')

  expect(inPounds).toBe(clear)
})

test('the formula of a fertiliser tells no order of day and month', () => {
  const values = valuesOf(
    read(`
      Facture n° 2026-17
      Date de facture : 03/04/2026
      Date d'échéance : 03/05/2026
      Engrais NPK 0-25-25                        480,00 €
      Engrais NPK 6/20/30                        520,00 €`),
  )

  expect(values).toMatchObject({ date_facture: '2026-04-03', date_echeance: '2026-05-03' })
})

test('the first of a month is a date in Italian too, and no other one is taken for it', () => {
  const values = valuesOf(
    read(`
      Fattura n. 2026-17
      Milano, 1° aprile 2026
      Intervento svolto il 15/03/2026                        480,00 €`),
  )

  expect(values.date_facture).toBe('2026-04-01')
})
