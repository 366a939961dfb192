import { expect, test } from 'vitest'
import { readRows } from '../lines.ts'
import { drawPage } from '../testing/draw-page.ts'
import { findReferences } from './references.ts'

test('a row of many references keeps nobody busy', () => {
  const rows = readRows([drawPage('A1234 '.repeat(60_000))])

  expect(findReferences(rows)).toHaveLength(60_000)
})
