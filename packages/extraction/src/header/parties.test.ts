import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'

test('the letterhead is the supplier, the address behind « Facturé à » the client', () => {
  const values = valuesOf(read(sampleInvoice()))

  expect(values).toMatchObject({
    fournisseur_nom: 'ACME SARL',
    fournisseur_adresse: '12 rue des Lilas, 75011 Paris',
    client_nom: 'Durand et Fils',
    client_adresse: '8 avenue Foch, 69006 Lyon',
  })
})

const blocks: [language: string, drawing: string, expected: string[]][] = [
  [
    'en',
    `
    Northwind Ltd                                          INVOICE
    1 Market Street
    London SW1A 1AA                                        Invoice no. 1234

    Bill to:
    Contoso Limited
    22 Baker Street
    London NW1 6XE`,
    [
      'Northwind Ltd',
      '1 Market Street, London SW1A 1AA',
      'Contoso Limited',
      '22 Baker Street, London NW1 6XE',
    ],
  ],
  [
    'de',
    `
    Muster GmbH                                            RECHNUNG
    Hauptstraße 12
    10115 Berlin                                           Rechnungsnummer: 2024-17

    Rechnung an:
    Beispiel AG
    Ringstraße 4
    80331 München`,
    ['Muster GmbH', 'Hauptstraße 12, 10115 Berlin', 'Beispiel AG', 'Ringstraße 4, 80331 München'],
  ],
  [
    'es',
    `
    Ejemplo S.L.                                           FACTURA
    Calle Mayor 12
    28013 Madrid                                           Número de factura: 2024-17

    Cliente:
    Hermanos García
    Avda. de la Paz 4
    08001 Barcelona`,
    [
      'Ejemplo S.L.',
      'Calle Mayor 12, 28013 Madrid',
      'Hermanos García',
      'Avda. de la Paz 4, 08001 Barcelona',
    ],
  ],
  [
    'it',
    `
    Esempio S.r.l.                                         FATTURA
    Via Roma 12
    20121 Milano                                           Fattura n. 2024-17

    Spett.le
    Fratelli Rossi
    Corso Italia 4
    10121 Torino`,
    [
      'Esempio S.r.l.',
      'Via Roma 12, 20121 Milano',
      'Fratelli Rossi',
      'Corso Italia 4, 10121 Torino',
    ],
  ],
  [
    'nl',
    `
    Voorbeeld B.V.                                         FACTUUR
    Damstraat 12
    1012 JM Amsterdam                                      Factuurnummer: 2024-17

    Factuuradres:
    Klant en Zonen
    Kerkstraat 4
    3511 KW Utrecht`,
    [
      'Voorbeeld B.V.',
      'Damstraat 12, 1012 JM Amsterdam',
      'Klant en Zonen',
      'Kerkstraat 4, 3511 KW Utrecht',
    ],
  ],
]

test.each(blocks)(
  'supplier and client have their name and address in %s',
  (_, drawing, expected) => {
    const values = valuesOf(read(drawing))

    expect([
      values.fournisseur_nom,
      values.fournisseur_adresse,
      values.client_nom,
      values.client_adresse,
    ]).toEqual(expected)
  },
)

test('captions decide who is who, though the client stands first', () => {
  const reading = read(`
    Facturé à :
    Durand et Fils
    8 avenue Foch
    69006 Lyon

    Émetteur :
    ACME SARL
    12 rue des Lilas
    75011 Paris`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'ACME SARL',
    client_nom: 'Durand et Fils',
  })
})

test('numbers below an address belong to it', () => {
  const reading = read(`
    Vendeur :                                    Acheteur :
    ACME SARL                                    Durand et Fils
    12 rue des Lilas                             8 avenue Foch
    75011 Paris                                  69006 Lyon
    SIRET : 732 829 320 00074                    SIRET : 552 100 554 00025
    TVA : FR44732829320                          TVA : FR96552100554`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_siret: '73282932000074',
    fournisseur_tva: 'FR44732829320',
    client_siret: '55210055400025',
    client_tva: 'FR96552100554',
  })
})

test("« Votre n° de TVA » is the client's, wherever it stands", () => {
  const reading = read(`
    ACME SARL
    12 rue des Lilas
    75011 Paris
    N° TVA : FR44732829320

    Facturé à :
    Durand et Fils
    8 avenue Foch
    69006 Lyon

    Facture n° F-2024-0042
    Votre n° de TVA : FR96552100554`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_tva: 'FR44732829320',
    client_tva: 'FR96552100554',
  })
})

test('a supplier that stands in the footer alone is found there, with its numbers', () => {
  const reading = read(`
    Facturé à :
    Durand et Fils
    8 avenue Foch
    69006 Lyon

    Facture n° F-2024-0042
    ${'\n'.repeat(44)}
    ACME SARL - 12 rue des Lilas - 75011 Paris - SIRET 732 829 320 00074`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_adresse: '12 rue des Lilas, 75011 Paris',
    fournisseur_siret: '73282932000074',
    client_nom: 'Durand et Fils',
  })
})

test('an address is one line of text, and what was printed keeps its lines', () => {
  const reading = read(sampleInvoice())

  const address = reading.fields.find(({ label }) => label === 'fournisseur_adresse')

  expect(address).toMatchObject({
    value: '12 rue des Lilas, 75011 Paris',
    raw: '12 rue des Lilas\n75011 Paris',
  })
})

test('telephone and e-mail are no part of an address', () => {
  const reading = read(`
    ACME SARL
    12 rue des Lilas
    75011 Paris
    Tél. 01 42 68 53 00
    contact@acme.example

    Facture n° F-2024-0042`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'ACME SARL',
    fournisseur_adresse: '12 rue des Lilas, 75011 Paris',
  })
})

test("« Votre n° de TVA » is not the supplier's, though no other is printed", () => {
  const reading = read(`
    ACME SARL
    12 rue des Lilas
    75011 Paris
    Votre n° de TVA : FR96552100554

    Facture n° F-2024-0042`)

  expect(valuesOf(reading)).toMatchObject({ client_tva: 'FR96552100554' })
  expect(reading.missing_fields).toContain('fournisseur_tva')
})

const twoNumbers = `
    ACME SARL                                            FACTURE
    12 rue des Lilas                                     F-2024-0042
    75011 Paris                                          15/01/2024
    TVA FR44732829320


    Commande      Votre acheteur      N° TVA
    4711          Mme Durand          BE0428759497`

test("the one VAT number that is not the supplier's is the client's, wherever it stands", () => {
  expect(valuesOf(read(twoNumbers))).toMatchObject({
    fournisseur_tva: 'FR44732829320',
    client_tva: 'BE0428759497',
  })
})

test('a supplier with several VAT numbers lends none to the client', () => {
  const drawing = twoNumbers.replace('FR44732829320', 'FR44732829320   TVA DE136695976')

  expect(valuesOf(read(drawing)).client_tva).toBeUndefined()
})
