import { expect, test } from 'vitest'
import { readRows } from '../lines.ts'
import { drawPage } from '../testing/draw-page.ts'
import { findIdentifiers } from './identifiers.ts'

function identifiersOf(drawing: string) {
  return findIdentifiers(readRows([drawPage(drawing)])).map(({ kind, value }) => ({ kind, value }))
}

test('a number may stand below its caption, in a column of the foot', () => {
  const identifiers = identifiersOf(`
    Nordlicht GmbH         Sitz der Gesellschaft     USt-IdNr        Hafenbank Kiel
    GF Eva Lindner         Kiel                      DE123456789     Konto 4711`)

  expect(identifiers).toEqual([{ kind: 'vat', value: 'DE123456789' }])
})

test('a Swiss number is as long as its ending makes it', () => {
  const identifiers = identifiersOf('UID: CHE-116.281.710 MWST')

  expect(identifiers).toEqual([{ kind: 'vat', value: 'CHE116281710MWST' }])
})

test('what is no number of its caption stays unread', () => {
  const identifiers = identifiersOf(`
    USt-IdNr        Kundennummer
    folgt           DE12345`)

  expect(identifiers).toEqual([])
})

test('a row of tens of thousands of pieces below another is read in no time', () => {
  const width = 1_000_000
  const drawing = [`USt-IdNr${'   USD'.repeat(50_000)}`, `DE123456789${'   in'.repeat(50_000)}`]
  const rows = readRows([drawPage(drawing.join('\n'), { width })])

  expect(findIdentifiers(rows)).toHaveLength(1)
})
