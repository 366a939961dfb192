import { expect, test } from 'vitest'
import { readRows } from './lines.ts'
import type { Page, Word } from './page.ts'
import { drawPage } from './testing/draw-page.ts'

function textsOf(pages: Page[]): string[][] {
  return readRows(pages).map(({ segments }) => segments.map(({ text }) => text))
}

test('words on one height make a row, and a wide gap parts its pieces', () => {
  const page = drawPage(`
    Total HT          500,00 €
    TVA 20 %          100,00 €`)

  expect(textsOf([page])).toEqual([
    ['Total HT', '500,00 €'],
    ['TVA 20 %', '100,00 €'],
  ])
})

test('rows are in reading order, whatever the order of the words', () => {
  const page = drawPage(`
    un deux     trois
    quatre      cinq`)

  const rows = textsOf([{ ...page, words: page.words.toReversed() }])

  expect(rows).toEqual([
    ['un deux', 'trois'],
    ['quatre', 'cinq'],
  ])
})

test('a row is followed over a page that hangs aslant', () => {
  const page = drawPage(`
    Désignation                     Quantité                     Montant
    Support mensuel                 2                            200,00`)
  const words = page.words.map((word): Word => {
    const y = word.box.y + 0.02 * word.box.x
    return { ...word, box: { ...word.box, y } }
  })

  const rows = textsOf([{ ...page, words }])

  expect(rows).toEqual([
    ['Désignation', 'Quantité', 'Montant'],
    ['Support mensuel', '2', '200,00'],
  ])
})

test('the pages follow each other', () => {
  const pages = [drawPage('un'), drawPage('deux', { number: 2 })]

  const rows = readRows(pages)

  expect(rows.map(({ page, index }) => [page, index])).toEqual([
    [1, 0],
    [2, 1],
  ])
})

test('blank words make no row', () => {
  const box = { x: 0.1, y: 0.1, width: 0.1, height: 0.01 }
  const page = { ...drawPage(''), words: [{ text: ' ', box, confidence: 1 }] }

  expect(textsOf([page])).toEqual([])
})
