import { expect, test } from 'vitest'
import { overCommonLabels } from './common-labels.ts'

const measured = (labels: Record<string, number>) => ({
  labels: Object.fromEntries(Object.entries(labels).map(([label, ap50]) => [label, { ap50 }])),
})

test('a label that only one of two models knows counts for neither', () => {
  const champion = measured({ numero_facture: 0.75, montant_ttc: 0.25 })
  const challenger = measured({ numero_facture: 0.75, montant_ttc: 0.25, devise: 0.01 })

  expect(overCommonLabels(champion, challenger)).toEqual({ champion: 0.5, challenger: 0.5 })
  expect(overCommonLabels(challenger, champion)).toEqual({ champion: 0.5, challenger: 0.5 })
})

test('models without a label in common cannot be compared', () => {
  const [one, other] = [measured({ devise: 0.5 }), measured({ montant_ttc: 0.5 })]

  expect(overCommonLabels(one, other)).toEqual({ champion: undefined, challenger: undefined })
})
