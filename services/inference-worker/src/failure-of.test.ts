import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'

const folder = testFolder()

async function failureOver(type: 'read' | 'render', name: string) {
  const task = { type, id: 'job_1', path: join(folder, 'document.pdf') }
  const error = await readFile(join(folder, name)).catch((reason: unknown) => reason)
  return failureOf(task, error).code
}

test('pages of a document whose file is gone are gone, and any other file that is missing is our fault', async () => {
  expect(await failureOver('render', 'document.pdf')).toBe('file-erased')
  expect(await failureOver('render', 'fonts.pfb')).toBe('internal-error')
})

test('a document that waits is tried again where its file is not there', async () => {
  expect(await failureOver('read', 'document.pdf')).toBe('internal-error')
})

test.each([
  [
    'of the document',
    new ProblemError('document-encrypted', 'It has a password'),
    'document-encrypted',
  ],
  [
    'of the disk',
    Object.assign(new Error('no space left'), { code: 'ENOSPC' }),
    'service-unavailable',
  ],
  ['of ours', new TypeError('undefined is no function'), 'internal-error'],
])('a fault %s is told as one', (_whose, error, code) => {
  expect(failureOf({ type: 'read', id: 'job_1', path: 'document.pdf' }, error)).toMatchObject({
    id: 'job_1',
    code,
  })
})
