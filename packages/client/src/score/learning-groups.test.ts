import { Truth } from '@invoice-ml/scoring'
import { expect, test } from 'vitest'
import { dealByWeakness, suppliersOf } from './learning-groups.ts'

function truth(supplier: string, number: string): Truth {
  return Truth.parse({
    document: `${number}.pdf`,
    kind: 'invoice',
    fields: { fournisseur_nom: supplier, numero_facture: number },
  })
}

test('the larger half of the documents of a supplier may be corrected, the same invoice counts once', () => {
  const truths = new Map([
    ['a1', truth('ACME SARL', '1')],
    ['a1-scan', truth('Acme S.A.R.L.', '1')],
    ['a2', truth('ACME SARL', '2')],
    ['a3', truth('ACME SARL', '3')],
    ['b1', truth('Durand', '1')],
  ])

  const suppliers = suppliersOf(truths)

  expect(suppliers).toEqual([
    { fed: ['a1', 'a2'], kept: ['a3'] },
    { fed: ['b1'], kept: [] },
  ])
})

test('of the worst read every other one is corrected, whatever the other half reads like', () => {
  const suppliers = [
    { fed: ['good'], kept: ['good-other'] },
    { fed: ['bad'], kept: [] },
    { fed: ['middling'], kept: ['middling-other'] },
    { fed: ['bad-too'], kept: ['bad-too-other'] },
  ]
  const f1 = new Map([
    ['good', 1],
    ['middling', 0.7],
    ['bad', 0.4],
    ['bad-too', 0.4],
  ])

  const dealt = dealByWeakness(suppliers, 2, ([name = '']) => f1.get(name) ?? 0)

  const names = Object.values(dealt).map((group) => group.flatMap(({ fed }) => fed))
  expect(names).toEqual([['bad-too', 'middling'], ['bad'], ['good']])
})

test('where few documents may be corrected, fewer suppliers are left as they are', () => {
  const suppliers = ['a', 'b', 'c', 'd'].map((name) => ({ fed: [name], kept: [] }))

  const dealt = dealByWeakness(suppliers, 3, () => 0.5)

  const names = Object.values(dealt).map((group) => group.flatMap(({ fed }) => fed))
  expect(names).toEqual([['a', 'c', 'd'], ['b'], []])
})
