import { expect, test } from 'vitest'
import { nameIn } from './api.ts'

test.each([
  ['attachment; filename="facture.csv"', 'facture.csv'],
  [`attachment; filename="?.csv"; filename*=UTF-8''d%C3%A9p%C3%B4t.csv`, 'dépôt.csv'],
  ['attachment; filename="a \\"b\\".csv"', 'a "b".csv'],
  ['attachment; filename=export.xlsx', 'export.xlsx'],
  ['', 'export'],
])('a file that comes with %s is saved as %s', (disposition, expected) => {
  const name = nameIn(disposition)

  expect(name).toBe(expected)
})
