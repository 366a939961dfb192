import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'

function confidences(number: string) {
  const { fields } = read(`
    ACME SARL
    Facture n° ${number}
    Date : 15/01/2024`)
  return Object.fromEntries(fields.map(({ label, confidence }) => [label, confidence]))
}

test('a number that holds another year than the issue date makes both less sure', () => {
  const [agreeing, disagreeing] = ['FA/2024/0042', 'FA/2021/0042'].map(confidences)

  for (const label of ['numero_facture', 'date_facture'])
    expect(disagreeing?.[label]).toBeLessThan(agreeing?.[label] ?? 0)
})

test('digits of a number that are no year tell nothing of the date', () => {
  const [one, other] = ['FA/20240042', 'FA/20210042'].map(confidences)

  expect(one).toEqual(other)
})
