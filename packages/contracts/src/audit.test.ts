import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { auditActions } from './audit.ts'

test('docs/security.md lists what the audit trail notes', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/security.md'), 'utf8')
  const [, table = ''] = /^\| action \| noted \|\n(.*?)\n\n/ms.exec(page) ?? []

  const listed = Array.from(table.matchAll(/`(\w+\.\w+)`/g), ([, action]) => action)

  expect(listed.toSorted()).toEqual(auditActions.toSorted())
})
