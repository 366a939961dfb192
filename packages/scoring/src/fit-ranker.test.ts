import type { Ranker, RankingCase } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { fitRanker, type StudiedDocument } from './fit-ranker.ts'

type Option = RankingCase['options'][number]

function option(isRight: boolean, ...facts: string[]): Option {
  return { score: 0, isRight, facts: Object.fromEntries(facts.map((fact) => [fact, 1])) }
}

const learns: StudiedDocument['read'] = ({ date_echeance = {} }) => [
  { label: 'date_echeance', isRight: Object.keys(date_echeance).length > 0 },
]

/** Documents of so many suppliers, two of each, with one choice; read whole they are right when anything was learned. */
function studied(
  suppliers: number,
  optionsOf: (supplier: number) => Option[],
  read = learns,
): StudiedDocument[] {
  return Array.from({ length: 2 * suppliers }, (_, index) => {
    const supplier = index % suppliers
    return { supplier, cases: [{ ranked: 'date_echeance', options: optionsOf(supplier) }], read }
  })
}

test('a word that stands beside the right value with many suppliers is learned', async () => {
  const documents = studied(10, () => [
    option(false, 'beside:paivays'),
    option(true, 'beside:erapaiva'),
    option(false, 'beside:toimitettu'),
  ])

  const { weights, gains, ...told } = await fitRanker(documents)

  expect(weights.date_echeance?.['beside:erapaiva']).toBeGreaterThan(1)
  expect(weights.date_echeance?.['beside:paivays']).toBeLessThan(-0.5)
  expect(gains).toEqual([{ ranked: 'date_echeance', documents: 20, before: 0, after: 1 }])
  expect(told).toEqual({ documents: 20, suppliers: 10 })
})

test('a word that one supplier alone prints is neither learned nor kept', async () => {
  const documents = studied(10, (supplier) => [
    option(false, 'beside:paivays'),
    option(true, `beside:supplier${supplier}`),
  ])

  const { weights } = await fitRanker(documents)

  expect(JSON.stringify(weights)).not.toContain('supplier')
})

test('what does not help suppliers that were left out is not kept', async () => {
  // The same word stands beside the right value and the wrong one, by turns.
  const documents = studied(10, (supplier) => [
    option(supplier % 2 === 0, 'beside:a'),
    option(supplier % 2 === 1, 'beside:b'),
  ])

  const { weights, gains } = await fitRanker(documents)

  expect(weights).toEqual({})
  expect(gains).toEqual([])
})

test('a choice that is made well already stays as it is built in', async () => {
  const documents = studied(10, () => [
    { ...option(true, 'beside:echeance'), score: 9 },
    option(false, 'beside:date'),
  ])

  const { weights } = await fitRanker(documents)

  expect(weights.date_echeance?.['beside:echeance'] ?? 0).toBeLessThan(0.2)
})

test('a handful of documents teaches no weights', async () => {
  const documents = studied(4, () => [option(false), option(true, 'beside:erapaiva')])

  const { weights } = await fitRanker(documents)

  expect(weights).toEqual({})
})

const learnable = () => [option(false, 'beside:paivays'), option(true, 'beside:erapaiva')]

test('what makes documents no better when they are read whole is not kept', async () => {
  const documents = studied(10, learnable, () => [{ label: 'date_echeance', isRight: true }])

  const { weights } = await fitRanker(documents)

  expect(weights).toEqual({})
})

test('what makes another field worse is not kept, however much it helps its own', async () => {
  const harmful = (weights: Ranker['weights']) => [
    ...learns(weights),
    { label: 'date_facture' as const, isRight: weights.date_echeance === undefined },
  ]
  const documents = studied(10, learnable, harmful)

  const { weights, gains } = await fitRanker(documents)

  expect(weights).toEqual({})
  expect(gains).toEqual([])
})
