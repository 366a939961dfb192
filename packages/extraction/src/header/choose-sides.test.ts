import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'

test('without captions, the party beside its own telephone and VAT number sells, wherever it stands', () => {
  const reading = read(`
    Eva Lindner                                  Nordlicht GmbH
    Parkallee 9                                  Hafenweg 3
    20144 Hamburg                                24103 Kiel
                                                 Tel. 0431 5550
                                                 USt-IdNr. DE136695976

    Rechnung Nr. 2024-17`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'Nordlicht GmbH',
    fournisseur_adresse: 'Hafenweg 3, 24103 Kiel',
    client_nom: 'Eva Lindner',
    client_adresse: 'Parkallee 9, 20144 Hamburg',
  })
})

test('whoever stands below the line of the sender is the recipient', () => {
  const reading = read(`
    Nordlicht GmbH · Hafenweg 3 · 24103 Kiel

    Seeblick Hotel KG
    Parkallee 9
    20144 Hamburg

    Rechnung Nr. 2024-17`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'Nordlicht GmbH',
    client_nom: 'Seeblick Hotel KG',
  })
})

test('an office at the address of the seller is not the buyer', () => {
  const reading = read(`
    Nordlicht GmbH               Abteilung Vertrieb
    Hafenweg 3                   Hafenweg 3
    24103 Kiel                   24103 Kiel
    www.nordlicht.example

    Eva Lindner
    Parkallee 9
    20144 Hamburg

    Rechnung Nr. 2024-17`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'Nordlicht GmbH',
    client_nom: 'Eva Lindner',
  })
})

test('the company whose domain the document writes from sells', () => {
  const reading = read(`
    Seeblick Hotel
    Parkallee 9
    20144 Hamburg

    Kranich Druck
    Hafenweg 3
    24103 Kiel

    Rechnung Nr. 2024-17

    Fragen an service@kranich-druck.example`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'Kranich Druck',
    client_nom: 'Seeblick Hotel',
  })
})
