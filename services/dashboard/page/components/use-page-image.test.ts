import { type ProblemCode, problems } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { ApiError } from '../api.ts'
import { isForGood, isOnItsWay } from './use-page-image.ts'

function refusal(code: ProblemCode): ApiError {
  const { status, title } = problems[code]
  return new ApiError({ type: `/problems/${code}`, title, status, code })
}

test.each(['file-erased', 'page-not-found', 'document-encrypted'] as const)(
  'the image of a page never comes after %s',
  (code) => {
    expect(isForGood(refusal(code))).toBe(true)
  },
)

test.each([
  'unauthenticated',
  'rate-limited',
  'overloaded',
  'service-unavailable',
  'internal-error',
] as const)('the image of a page may come yet after %s', (code) => {
  expect(isForGood(refusal(code))).toBe(false)
})

test.each([
  ['whoever is busy or away', refusal('service-unavailable'), true],
  ['a page that cannot be drawn', refusal('internal-error'), false],
  ['a file that came and is no picture', new Blob(), false],
])('%s is waited for: %#', (_which, error, expected) => {
  expect(isOnItsWay(error)).toBe(expected)
})
