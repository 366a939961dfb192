import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'
import { checkIds } from './check.ts'

test('every check has its row in docs/checks.md, and every row its check', () => {
  const page = resolve(import.meta.dirname, '../../../../docs/checks.md')

  const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `([a-z0-9_.]+)` \|/gm)]

  expect(rows.map(([, id]) => id)).toEqual(checkIds)
})

test('every check of an extraction says in words what it compared', () => {
  const { checks } = read(sampleInvoice())

  expect(checks.length).toBeGreaterThan(10)
  expect(checks.filter(({ detail = '' }) => detail.split(' ').length < 4)).toEqual([])
  expect(checks.filter(({ passed }) => !passed)).toEqual([])
})
