import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { read, readPages, valuesOf } from '../testing/readings.ts'

const slip = { width: 240, height: 800 }

test('the shop on top of a receipt is the supplier', () => {
  const page = drawPage(
    `
      MINI MARKET SDN BHD
      12 Jalan Besar
      50000 Kuala Lumpur
      Tel: 03-1234 5678

      Receipt no: 778812
      Date: 15/01/2024

      Bread              1   3.50
      Milk               2   9.00

      Total RM              12.50
      Cash                  20.00
      Change                 7.50

      Thank you`,
    slip,
  )

  const reading = readPages([page])

  expect(reading.kind).toBe('receipt')
  expect(valuesOf(reading)).toMatchObject({
    fournisseur_nom: 'MINI MARKET SDN BHD',
    fournisseur_adresse: '12 Jalan Besar, 50000 Kuala Lumpur',
    date_facture: '2024-01-15',
    montant_ttc: '12.50 MYR',
  })
})

test('what was paid in cash and given back is not the total', () => {
  const page = drawPage(
    `
      MINI MARKET
      Total                 12.50
      Cash                  50.00
      Change                37.50`,
    slip,
  )

  const { montant_ttc } = valuesOf(readPages([page]))

  expect(montant_ttc).toBe('12.50')
})

test('the word invoice on top of a page is not the name of the supplier', () => {
  const reading = read(`
    FACTURE
    ACME SARL

    Facture n° F-2024-0042`)

  expect(valuesOf(reading).fournisseur_nom).toBe('ACME SARL')
})
