import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'

const folder = testFolder()

async function failureOfReading(name: string) {
  const task = { id: 'job_1', path: join(folder, 'document.pdf') }
  const error = await readFile(join(folder, name)).catch((reason: unknown) => reason)
  return failureOf(task, error).code
}

test('a document whose file is gone is at fault, and no reader is; any other file that is missing is our fault', async () => {
  expect(await failureOfReading('document.pdf')).toBe('file-erased')
  expect(await failureOfReading('model.onnx')).toBe('internal-error')
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
  expect(failureOf({ id: 'job_1', path: 'document.pdf' }, error)).toMatchObject({
    id: 'job_1',
    code,
  })
})
