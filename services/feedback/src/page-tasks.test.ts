import { expect, test } from 'vitest'
import { areWhole } from './page-tasks.ts'

const tasksOf = (...data: { page: unknown; pages?: unknown }[]) =>
  data.map((own) => ({ data: own }))

test('a document is whole when there are as many pages as its tasks say', () => {
  expect(areWhole(tasksOf({ page: 1, pages: 2 }, { page: 4, pages: 2 }))).toBe(true)
  expect(areWhole(tasksOf({ page: 1, pages: 2 }))).toBe(false)
  expect(areWhole(tasksOf({ page: 1, pages: 2 }, { page: 1, pages: 2 }))).toBe(false)
})

test('where no task says how many pages there are, there are as many as are known, or those that are there', () => {
  expect(areWhole(tasksOf({ page: 1 }), 2)).toBe(false)
  expect(areWhole(tasksOf({ page: 1 }, { page: 2 }), 2)).toBe(true)
  expect(areWhole(tasksOf({ page: 1, pages: 1 }), 2)).toBe(true)
  expect(areWhole(tasksOf({ page: 1 }, { page: 2 }))).toBe(true)
  expect(areWhole(tasksOf({ page: 'first', pages: 'two' }))).toBe(false)
  expect(areWhole([])).toBe(false)
})
