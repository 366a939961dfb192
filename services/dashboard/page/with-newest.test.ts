import { expect, test } from 'vitest'
import type { JobRow, Rows } from './jobs.ts'
import { withNewest } from './with-newest.ts'

function page(ids: string, next?: string): Rows {
  const rows = [...ids].map(
    (id): JobRow => ({
      id,
      filename: `${id}.pdf`,
      status: 'completed',
      createdAt: '2026-01-15T10:30:00Z',
      updatedAt: '2026-01-15T10:30:00Z',
      progress: undefined,
      supplier: undefined,
      number: undefined,
      total: undefined,
      confidence: undefined,
      needsReview: false,
      problem: undefined,
    }),
  )
  return { rows, next }
}

function shown(pages: Rows[]): string {
  return pages.map(({ rows }) => rows.map(({ id }) => id).join('')).join('|')
}

test('what is new comes first, and what was read further down stays', () => {
  const pages = withNewest([page('edc', 'c'), page('ba')], page('gfed', 'd'))

  expect(shown(pages)).toBe('gfed|cba')
  expect(pages.map(({ next }) => next)).toEqual(['d', undefined])
})

test('what is gone among the newest is gone from the list', () => {
  expect(shown(withNewest([page('edcba', 'a')], page('dcb', 'b')))).toBe('dcb|a')
})

test('where more is new than was read, the list begins anew', () => {
  expect(shown(withNewest([page('cba')], page('xyz', 'z')))).toBe('xyz')
})

test('a list that ends with the newest rows holds nothing else', () => {
  expect(shown(withNewest([page('cba', 'a'), page('9')], page('cba')))).toBe('cba')
})

test('a list that nothing is in any more is empty', () => {
  expect(shown(withNewest([page('a')], page('')))).toBe('')
})
