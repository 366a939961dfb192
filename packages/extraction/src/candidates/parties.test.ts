import { expect, test } from 'vitest'
import { readRows } from '../lines.ts'
import { drawPage } from '../testing/draw-page.ts'
import { findParties } from './parties.ts'

function partiesOf(drawing: string) {
  return findParties(readRows([drawPage(drawing)])).map(({ name, address, role }) => ({
    name: name?.value,
    address: address?.value,
    role,
  }))
}

test('a caption is found above the numbers that stand between it and the name', () => {
  const parties = partiesOf(`
    Verkäufer:
    Nummer          : 77120
    Global-Nr.: 4012345000009
    Nordlicht GmbH
    Hafenweg 3
    24103 Kiel`)

  expect(parties).toEqual([
    { name: 'Nordlicht GmbH', address: 'Hafenweg 3, 24103 Kiel', role: 'supplier' },
  ])
})

test.each([
  ['Sold by', 'supplier'],
  ['Ver käufer :', 'supplier'],
  ['BILLTO', 'client'],
  ['Gefactureerd aan:', 'client'],
  ['Intestata a', 'client'],
  ['Adresse de livraison', 'recipient'],
])('« %s » says that a %s follows, and is no name', (caption, role) => {
  const parties = partiesOf(`
    ${caption}
    Martens & Zoon
    Molenstraat 8
    2011 AB Haarlem`)

  expect(parties).toEqual([
    { name: 'Martens & Zoon', address: 'Molenstraat 8, 2011 AB Haarlem', role },
  ])
})

test('a caption may stand before the name, on its line', () => {
  const [party] = partiesOf(`
    Vendor: Harbour Tools Ltd
    5 Quay Road
    Bristol BS1 4DJ`)

  expect(party).toMatchObject({ name: 'Harbour Tools Ltd', role: 'supplier' })
})

test('a person between the name and the street is no part of the address, a building is', () => {
  const parties = partiesOf(`
    Atelier Corvin SARL                    Brunel Partners
    Mme Alice Renaud                       Tower Building
    14 rue Haute                           9 Dock Street
    67000 Strasbourg                       Leeds LS1 4AP`)

  expect(parties).toMatchObject([
    { name: 'Atelier Corvin SARL', address: '14 rue Haute, 67000 Strasbourg' },
    { name: 'Brunel Partners', address: 'Tower Building, 9 Dock Street, Leeds LS1 4AP' },
  ])
})

test('an American town with its state is the end of an address, not a company with a postcode', () => {
  const parties = partiesOf(`
    Pinewood Supplies
    88 Cedar Avenue
    Portland, OR 97201`)

  expect(parties).toMatchObject([
    { name: 'Pinewood Supplies', address: '88 Cedar Avenue, Portland, OR 97201' },
  ])
})

test('a Portuguese postcode stands before or behind its town', () => {
  const parties = partiesOf(`
    Casa Verde Lda
    Rua do Sol 12, Braga, 4700-123

    Oficina Azul Lda
    Avenida Central 7
    3000-214 Coimbra`)

  expect(parties).toMatchObject([
    { name: 'Casa Verde Lda', address: 'Rua do Sol 12, Braga, 4700-123' },
    { name: 'Oficina Azul Lda', address: 'Avenida Central 7, 3000-214 Coimbra' },
  ])
})

test('the legal form on the next line belongs to the name', () => {
  const [party] = partiesOf(`
    Brauner Werkzeugbau
    GmbH & Co. KG
    Talstraße 20
    70173 Stuttgart`)

  expect(party?.name).toBe('Brauner Werkzeugbau GmbH & Co. KG')
})

test('a form names each part of a party, its value behind the caption or apart from it', () => {
  const parties = partiesOf(`
    Adresse de facturation
    Dénomination:        Corvin Papiers SAS
    Rue:                 14 rue Haute
    Code postal: 67000
    Localité: Strasbourg
    Pays:                France`)

  expect(parties).toEqual([
    { name: 'Corvin Papiers SAS', address: '14 rue Haute, 67000 Strasbourg', role: 'client' },
  ])
})

test('the number of an article is no postcode', () => {
  const parties = partiesOf(`
    Produit
    NW-3324 Fourniture et pose
    KX-1180 Câble de cuivre`)

  expect(parties).toEqual([])
})

test('a client may be given by name alone, below its caption', () => {
  const parties = partiesOf(`
    Cliente
    Librería Luna
    NIF: B63272603`)

  expect(parties).toEqual([{ name: 'Librería Luna', address: undefined, role: 'client' }])
})

test('a heading of the items is no client', () => {
  const parties = partiesOf(`
    Kunde          Menge        Preis
    Luna           3            4,00`)

  expect(parties).toEqual([])
})
