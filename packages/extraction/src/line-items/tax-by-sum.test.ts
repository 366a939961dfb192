import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'

/** The rates of the lines of a French invoice that prints none, with this total of taxes. */
function ratesOf(
  rows: [name: string, quantity: string, price: string, amount: string][],
  tax: number,
) {
  const netCents = rows.reduce((sum, [, , , amount]) => sum + Math.round(Number(amount) * 100), 0)
  const gross = (netCents / 100 + tax).toFixed(2)
  const lines = rows.map(([name, quantity, price, amount]) =>
    [name.padEnd(40), quantity.padEnd(10), price.padEnd(12), amount].join(''),
  )
  const { lines: items } = read(`
FACTURE n° F-2024-0042
Désignation                             Quantité  Prix unit.  Montant HT
${lines.join('\n')}

                                        Total HT            ${(netCents / 100).toFixed(2)}
                                        Total TVA           ${tax.toFixed(2)}
                                        Total TTC           ${gross}
Merci de régler cette facture sous trente jours`)
  return items.map(({ vat_rate: rate }) => rate)
}

test('rates that no line prints are those that make up the tax to the cent', () => {
  const rates = ratesOf(
    [
      ['Restaurant', '66', '8.13', '536.58'],
      ['Dépôt', '69', '100.37', '6925.53'],
      ['Architecte', '39', '85.00', '3315.00'],
    ],
    107.32 + 380.9 + 663,
  )

  expect(rates).toEqual(['20.00', '5.50', '20.00'])
})

test('two lines of one amount could bear each other’s rates: neither is given one', () => {
  const rates = ratesOf(
    [
      ['Restaurant', '10', '50.00', '500.00'],
      ['Dépôt', '5', '100.00', '500.00'],
    ],
    100 + 27.5,
  )

  expect(rates).toEqual([undefined, undefined])
})

test('so many small lines add up to any tax: none is given a rate', () => {
  const rates = ratesOf(
    Array.from({ length: 6 }, (_, index) => {
      const price = (1.13 + 0.37 * index).toFixed(2)
      return [`Article ${'ABCDEF'[index]}`, '1', price, price]
    }),
    1.2,
  )

  expect(new Set(rates)).toEqual(new Set([undefined]))
})
