import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'

const secondPage = `
Facture n° : F-2024-0042                               Page 2/2

Désignation                             Quantité    Prix unitaire HT    TVA       Montant HT
Report                                                                            500,00
Audit annuel                            1           700,00              20 %      700,00

                                                            Total HT           1 200,00 €
                                                            TVA 20 %             240,00 €
                                                            Total TTC          1 440,00 €`

test('a table goes on across pages, without what is carried over', () => {
  const carried = `
                                                            A reporter           500,00 €`

  const reading = read(sampleInvoice({ totals: carried, foot: '' }), secondPage)

  expect(reading.lines.map(({ page, amount }) => [page, amount])).toEqual([
    [1, '200.00'],
    [1, '300.00'],
    [2, '700.00'],
  ])
  expect(reading.needs_review).toBe(false)
})

test('a table may go on without its heads on the next page', () => {
  const next = `
Audit annuel                            1           700,00              20 %      700,00

                                                            Total HT           1 200,00 €
                                                            TVA 20 %             240,00 €
                                                            Total TTC          1 440,00 €`

  const { lines } = read(sampleInvoice({ totals: '', foot: '' }), next)

  expect(lines.map(({ description }) => description)).toEqual([
    'Support mensuel',
    'Formation sur site',
    'Audit annuel',
  ])
})

test('a page without a table has no items', () => {
  const { lines } = read(sampleInvoice({ lines: '' }))

  expect(lines).toEqual([])
})

test('what is carried over does not end a table without quantities', () => {
  const { lines } = read(`
Désignation                                                             Montant HT
Report                                                                  500,00
Audit annuel                                                            700,00

                                                            Total HT           1 200,00 €`)

  expect(lines.map(({ description }) => description)).toEqual(['Audit annuel'])
})
