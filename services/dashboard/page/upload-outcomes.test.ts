import type { BatchEntry, Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { outcomesOf, toBeSeenFirst } from './upload-outcomes.ts'
import type { UploadedFile } from './uploads.ts'

const empty: Problem = {
  type: '/problems/file-empty',
  title: 'The file is empty',
  status: 400,
  code: 'file-empty',
}

function sending(name: string): UploadedFile {
  return { id: 1, name, sizeBytes: 10, state: 'sending', progress: 0.5 }
}

function entryOf(filename: string, rest: Partial<BatchEntry>): BatchEntry {
  return { position: 0, filename, ...rest }
}

const read = entryOf('a.pdf', { job_id: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz', status: 'queued' })
const refused = entryOf('vide.pdf', { problem: empty })

function shown(name: string, entries: BatchEntry[]): string[] {
  return outcomesOf([sending(name)], entries, () => 2).map(
    (file) => `${file.name}: ${file.refusal?.code ?? file.jobId ?? file.state}`,
  )
}

test('a file leads to its document, or says why it has none', () => {
  expect(shown('a.pdf', [read])).toEqual(['a.pdf: job_01kb4c9t3q8v6m2x7r5n0w1ydz'])
  expect(shown('vide.pdf', [refused])).toEqual(['vide.pdf: file-empty'])
})

test('what was refused inside a ZIP is named below it', () => {
  const files = shown('mars.zip', [read, refused, read])

  expect(files).toEqual(['mars.zip: sent', 'mars.zip › vide.pdf: file-empty'])
})

test('a ZIP of which nothing was accepted was not sent', () => {
  const files = shown('mars.zip', [refused, refused])

  expect(files).toEqual(['mars.zip › vide.pdf: file-empty', 'mars.zip › vide.pdf: file-empty'])
})

test('what was refused is seen first, then what is under way', () => {
  const states = ['sent', 'waiting', 'refused', 'sending', 'refused'] as const
  const files = states.map((state, id) => ({ ...sending(`${id}.pdf`), id, state }))

  const seen = toBeSeenFirst(files).map(({ name }) => name)

  expect(seen).toEqual(['2.pdf', '4.pdf', '3.pdf', '1.pdf', '0.pdf'])
})
