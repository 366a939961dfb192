import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'
import { noneScore } from './name-by-words.ts'
import { rankingCases } from './ranking-cases.ts'

const pages = [drawPage(sampleInvoice())]

function caseOf(known: Parameters<typeof rankingCases>[1], wanted: string) {
  return rankingCases(pages, known).find(({ ranked }) => ranked === wanted)
}

test('a choice holds every candidate, what speaks for it, and which is right', () => {
  const due = caseOf([{ label: 'date_echeance', value: '2024-02-14' }], 'date_echeance')

  const right = due?.options.filter(({ isRight }) => isRight)

  expect(due?.options).toHaveLength(3)
  expect(right).toEqual([
    {
      score: expect.any(Number),
      isRight: true,
      facts: expect.objectContaining({ 'beside:echeance': 1 }),
    },
  ])
})

test('an amount that is printed several times is right in each place', () => {
  const net = caseOf([{ label: 'montant_ht', value: '300.00 EUR' }], 'montant_ht')

  const right = net?.options.filter(({ isRight }) => isRight)

  expect(right).toHaveLength(2)
})

test('that there is no such value is an answer, too', () => {
  const due = caseOf([{ label: 'date_facture', value: '2024-01-15' }], 'date_echeance')

  expect(due?.options.at(-1)).toEqual({ score: noneScore, facts: {}, isRight: true })
})

test('a value that is not printed teaches nothing', () => {
  const due = caseOf([{ label: 'date_echeance', value: '2031-01-01' }], 'date_echeance')

  expect(due).toBeUndefined()
})

test('the name of the seller is a choice among texts', () => {
  const name = caseOf([{ label: 'fournisseur_nom', value: 'ACME SARL' }], 'name')

  const right = name?.options.filter(({ isRight }) => isRight)

  expect(right?.length).toBeGreaterThan(0)
  expect(right?.every(({ facts }) => facts.legalForm === 1)).toBe(true)
})

test('which party sells is a choice where nothing names either', () => {
  const parties = `
    ACME SARL                                  Durand SAS
    12 rue des Lilas                           8 avenue Foch
    75011 Paris                                69006 Lyon`
  const known = [{ label: 'fournisseur_nom' as const, value: 'Durand SAS' }]

  const seller = rankingCases([drawPage(parties)], known).find(({ ranked }) => ranked === 'seller')

  expect(seller?.options.map(({ isRight }) => isRight)).toEqual([false, true])
})
