import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findDocuments } from './find-documents.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'invoice-ml-documents-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Lays these files down and names what is found below some of them. */
function namesOf(files: string[], named: string[]): string[] {
  for (const file of files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), '')
  }
  return findDocuments(named.map((path) => join(dir, path))).map(({ name }) => name)
}

test('documents of one name in different folders keep apart', () => {
  const names = namesOf(['in/acme/1.pdf', 'in/borel/1.pdf', 'in/2.pdf'], ['in'])

  expect(names).toEqual(['2', 'acme/1', 'borel/1'])
})

test('documents of one name in folders that were named each keep apart', () => {
  const names = namesOf(['acme/1.pdf', 'borel/1.pdf', 'borel/2.pdf'], ['acme', 'borel'])

  expect(names).toEqual(['acme/1.pdf', 'borel/1.pdf', '2'])
})

test('documents that differ by their extension alone keep it', () => {
  const names = namesOf(['1.pdf', '1.png', '2.pdf'], ['.'])

  expect(names).toEqual(['1.pdf', '1.png', '2'])
})

test('a document that is named twice is one', () => {
  const names = namesOf(['in/1.pdf'], ['in', 'in/1.pdf'])

  expect(names).toEqual(['1'])
})
