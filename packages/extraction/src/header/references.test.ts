import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { read, readPages, valuesOf } from '../testing/readings.ts'

function valuesBelow(row: string) {
  return valuesOf(
    read(`
      ACME SARL
      ${row}
      Date : 15/01/2024`),
  )
}

test.each([
  'Facture n° F-2024-0042',
  'Facture n° : F-2024-0042',
  'Facture N°F-2024-0042',
  'FACTURE F-2024-0042',
  'N° de facture : F-2024-0042',
  'Numéro de facture F-2024-0042',
  'Réf. facture : F-2024-0042',
  'Avoir n° F-2024-0042',
  'Invoice # F-2024-0042',
  'Invoice #F-2024-0042',
  'Invoice No. F-2024-0042',
  'Invoice number: F-2024-0042',
  'Credit note no. F-2024-0042',
  'Credit-note no. F-2024-0042',
  'Credit memorandum no. F-2024-0042',
  'Nota di accredito n. F-2024-0042',
  'Nota accredito n. F-2024-0042',
  'Kredietnota nr. F-2024-0042',
  'Rechnungsnummer: F-2024-0042',
  'Rechnung Nr. F-2024-0042',
  'Rechnungs-Nr.: F-2024-0042',
  'Factura n.º F-2024-0042',
  'Número de factura: F-2024-0042',
  'Fattura n. F-2024-0042',
  'Numero fattura: F-2024-0042',
  'Factuurnummer: F-2024-0042',
  'Factuur nr. F-2024-0042',
  'Facture client n° F-2024-0042',
  "Note d'honoraires F-2024-0042",
  'Pièce n° : F-2024-0042',
  'Schlussrechnung F-2024-0042',
  'Stornorechnung # F-2024-0042',
  'Factura simplificada F-2024-0042',
  'Fattura accompagnatoria n. F-2024-0042',
  'Reference No. F-2024-0042',
])('the number of the invoice is read next to its caption: %s', (row) => {
  expect(valuesBelow(row).numero_facture).toBe('F-2024-0042')
})

test.each(['Facture n°', 'Numéro', 'Invoice no.', 'Rechnungsnr.', 'Nº factura', 'Factuurnummer'])(
  'the number of the invoice is read under its caption: %s',
  (caption) => {
    const values = valuesOf(
      read(`
        ACME SARL                    FACTURE

        ${caption.padEnd(20)}Date                N° client
        F-2024-0042         15/01/2024          C0099`),
    )

    expect(values).toMatchObject({ numero_facture: 'F-2024-0042', date_facture: '2024-01-15' })
  },
)

test.each([
  'Commande n° : C-778812',
  'N° de commande : C-778812',
  'Bon de commande : C-778812',
  'Votre commande C-778812',
  'N° commande client : C-778812',
  'Customer order no. C-778812',
  'Kundenauftrag Nr. C-778812',
  'Order number: C-778812',
  'PO Number: C-778812',
  'P.O. C-778812',
  'Purchase order C-778812',
  'Bestellnummer: C-778812',
  'Ihre Bestellung: C-778812',
  'Auftragsnummer: C-778812',
  'Número de pedido: C-778812',
  'Pedido n.º C-778812',
  'Ordine n. C-778812',
  'Bestelnummer: C-778812',
])('the number of the order is not that of the invoice: %s', (row) => {
  const values = valuesBelow(row)

  expect(values.numero_commande).toBe('C-778812')
  expect(values.numero_facture).toBeUndefined()
})

test.each([
  'Client n° C-778812',
  'Code client : C-778812',
  'Customer no. C-778812',
  'Kundennummer: C-778812',
  'Bon de livraison n° C-778812',
  'Lieferschein Nr. C-778812',
  'Devis n° C-778812',
  'Contrat n° C-778812',
  'Tél. 0142685300',
  'SIRET 73282932000074',
])('a number of something else is no number of an invoice or an order: %s', (row) => {
  const values = valuesBelow(row)

  expect(values.numero_facture).toBeUndefined()
  expect(values.numero_commande).toBeUndefined()
})

test('the number of the order is that of its caption, not an item of a column of references', () => {
  const values = valuesOf(
    read(`
      ACME SARL                        Facture n° F-2024-0042
                                       N° commande client :    755766

      Réf.      Désignation            Quantité   PU        Total
      WPD463    Déplacement            5          209,61    1 048,05
      WNZ655    Câble                  2          114,79    229,58`),
  )

  expect(values.numero_commande).toBe('755766')
})

test('an order above the invoice number does not take its place', () => {
  const values = valuesOf(
    read(`
      ACME SARL                              FACTURE

      Votre commande : C-778812              Numéro de client : 99120
      Facture n° : F-2024-0042               Date : 15/01/2024`),
  )

  expect(values).toMatchObject({ numero_facture: 'F-2024-0042', numero_commande: 'C-778812' })
})

test('a number may be of digits only', () => {
  expect(valuesBelow('Facture n° 20240042').numero_facture).toBe('20240042')
})

test('a date behind the number is no part of it', () => {
  const values = valuesOf(
    read(`
      ACME SARL
      Facture n° F-2024-0042 du 15/01/2024`),
  )

  expect(values).toMatchObject({ numero_facture: 'F-2024-0042', date_facture: '2024-01-15' })
})

test('the same number on every page is given once, where it stands first', () => {
  const page = `
    ACME SARL
    Facture n° F-2024-0042`

  const { fields } = read(page, page)

  expect(fields.filter(({ label }) => label === 'numero_facture')).toMatchObject([{ page: 1 }])
})

test('an invoice that names its order does not lend the order its own name', () => {
  const values = valuesBelow('Facture relative à votre commande n° C-778812')

  expect(values.numero_commande).toBe('C-778812')
  expect(values.numero_facture).toBeUndefined()
})

test('a number that its own row calls the client is not that of the caption above', () => {
  const values = valuesBelow(`Facture n°
      Client 99120`)

  expect(values.numero_facture).toBeUndefined()
})

test.each([
  ['Facture n° FA 2024 0042', 'FA20240042'],
  ['Rechnung Nr. RG 2024-0042', 'RG2024-0042'],
  ['Invoice number: 2024 0042', '20240042'],
  ['Facture n° : FA2026 0118', 'FA20260118'],
  ['Facture N°FA2026 0118', 'FA20260118'],
  ['Facture n° FA-2026 0118, page 1', 'FA-20260118'],
  ['Facture n° 2024 0042 15 janvier 2024', '20240042'],
  ['Rechnung Nr. RE 2024 0042 15.01.2024', 'RE20240042'],
  ['Rechnung Nr. 2024 00042 15.01.2024', '202400042'],
  ['Factuurnummer: 2024 / 0042', '2024/0042'],
  ['Facture n° 10 123 456 789', '10123456789'],
  ['Facture n° 10 123 456 789 du 15/01/2024', '10123456789'],
  ['Rechnungsnummer 12 3456 7890 1234', '12345678901234'],
  ['Bill number: 123 456 789', '123456789'],
  ['Bill number: 123 456 789, page 1', '123456789'],
  ['Facture N°10 123 456 789', '10123456789'],
  ['Facture n°\n      10 123 456 789', '10123456789'],
  ['Facture n° 10 123 456 789 12 janvier 2024', '10123456789'],
])('a number that is printed in parts is whole: %s', (row, value) => {
  expect(valuesBelow(row).numero_facture).toBe(value)
})

test.each(['15 janvier 2024', '15/01/2024', '30 jours', '10 000,00', '120,00 €'])(
  'what is no part of a number that ends with its year is not joined to it: %s',
  (behind) => {
    expect(valuesBelow(`Facture n° FA2024 ${behind}`).numero_facture).toBe('FA2024')
  },
)

test('a prefix and a year before other digits are hardly a whole number', () => {
  const { fields } = read('ACME SARL\n    Facture n° FA2026 118-2')

  expect(fields.find(({ label }) => label === 'numero_facture')?.confidence).toBeLessThan(0.85)
})

test.each(['Facture n° 2024', 'Facture n° FA12 Total 4711', 'Facture du 15 0042'])(
  'what stands behind a number is not joined to it: %s',
  (row) => {
    expect(valuesBelow(row).numero_facture ?? '').not.toMatch(/0042|4711/)
  },
)

test.each([
  'Facture n° 123 2024-01-05',
  'Facture n° 123 15 janvier 2024',
  'Facture n° 123 100 jours',
  'Facture n° 123 12 345,00',
  'Facture n° 123 100 €',
  'Facture n° 123, 456 789',
  'Facture n° 123 12',
  'Facture n° 123 2024',
])('a date, a time or an amount behind a number is no group of its digits: %s', (row) => {
  expect(valuesBelow(row).numero_facture).toBe('123')
})

test('the groups of a number are no rivals of it', () => {
  const surenessOf = (number: string) =>
    read(`ACME SARL\n    Facture n° ${number}`).fields.find(
      ({ label }) => label === 'numero_facture',
    )?.confidence

  expect(surenessOf('10 123 456 789')).toBe(surenessOf('10123456789'))
})

test('a number of two digits is one where it is plainly called the number of the invoice', () => {
  expect(valuesBelow('Invoice number: 17').numero_facture).toBe('17')
  expect(valuesBelow('Invoice 17').numero_facture).toBeUndefined()
})

test.each([
  'Facture associée : F-2024-0042',
  "N° de facture d'origine : F-2024-0042",
  'Original invoice: F-2024-0042',
  'Ursprungsrechnung Nr. F-2024-0042',
  'Factura rectificada: F-2024-0042',
])('the invoice that a credit note corrects is not its own number: %s', (row) => {
  const values = valuesBelow(`Avoir n° A-2024-0007
      ${row}`)

  expect(values.numero_facture).toBe('A-2024-0007')
})

test('a usual prefix tells a number whose caption cannot be read', () => {
  const values = valuesBelow(`Rfa¢.ure ;: FA24/004217
      Rff rence BC24-7788`)

  expect(values).toMatchObject({ numero_facture: 'FA24/004217', numero_commande: 'BC24-7788' })
})

test('a letter O that digits follow is their zero on a scan, and is kept as it is elsewhere', () => {
  const page = drawPage('Facture n° FAO1/2024/0042')
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))

  const [scan, digital] = [{ ...page, source: 'ocr' as const, words }, page].map((drawn) =>
    readPages([drawn]).fields.find(({ label }) => label === 'numero_facture'),
  )

  expect(scan).toMatchObject({ value: 'FA01/2024/0042', raw: 'FAO1/2024/0042' })
  expect(digital).toMatchObject({ value: 'FAO1/2024/0042' })
})

test('a caption in the same piece decides, whatever stands before it in the row', () => {
  const values = valuesBelow('Client                    Number: F-2024-0042')

  expect(values.numero_facture).toBe('F-2024-0042')
})
