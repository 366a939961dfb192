import { expect, test } from 'vitest'
import { operations } from './operations.ts'
import { Problem, ProblemError, problemCodes, problems } from './problem.ts'

test.each([
  ['file-missing', 400],
  ['file-empty', 400],
  ['file-too-large', 413],
  ['unsupported-media-type', 415],
  ['file-corrupt', 422],
  ['document-encrypted', 422],
  ['too-many-pages', 422],
  ['image-too-large', 422],
  ['no-page-selected', 422],
  ['rate-limited', 429],
  ['overloaded', 503],
] as const)('the contract promises %s with status %i', (code, status) => {
  expect(new ProblemError(code, 'this time').toProblem().status).toBe(status)
})

test.each(problemCodes)('%s is named in kebab-case and says what to do', (code) => {
  const { status, title, advice } = problems[code]

  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(600)
  expect(title).not.toBe('')
  expect(advice).toMatch(/\.$/)
})

test('a problem is what RFC 9457 and the contract say', () => {
  const error = new ProblemError('invalid-request', 'pages: expected "1-3,5"', {
    errors: [{ path: 'pages', message: 'expected "1-3,5"' }],
  })

  const problem = Problem.parse(error.toProblem('/extract', 'req_7f3k'))

  expect(problem).toEqual({
    type: '/problems/invalid-request',
    title: 'The request does not have the expected form',
    status: 400,
    detail: 'pages: expected "1-3,5"',
    instance: '/extract',
    code: 'invalid-request',
    request_id: 'req_7f3k',
    errors: [{ path: 'pages', message: 'expected "1-3,5"' }],
  })
})

test.each(['internal-error', 'overloaded', 'service-unavailable'] as const)(
  '%s keeps to itself what went wrong inside',
  (code) => {
    const error = new ProblemError(code, 'connect ECONNREFUSED 10.0.0.7:5432')

    expect(JSON.stringify(error.toProblem())).not.toContain('10.0.0.7')
  },
)

test('no operation names a problem twice', () => {
  const doubled = operations.filter(({ problems: codes }) => new Set(codes).size < codes.length)

  expect(doubled).toEqual([])
})

test('an upload may meet every problem of a file', () => {
  const extract = operations.find(({ path }) => path === '/extract')

  expect(extract?.problems).toEqual(
    expect.arrayContaining([
      'file-missing',
      'file-empty',
      'file-too-large',
      'unsupported-media-type',
      'file-corrupt',
      'document-encrypted',
      'too-many-pages',
      'image-too-large',
      'no-page-selected',
      'document-unreadable',
      'overloaded',
    ]),
  )
})

test.each(operations.filter((operation) => 'json' in operation || 'form' in operation))(
  '$id may meet a body that comes too slowly',
  ({ problems: codes }) => {
    expect(codes).toContain('request-timeout')
  },
)

test('the page of a document that ends its readers is a problem of the document', () => {
  const pages = operations.find(({ path }) => path.includes('/pages/'))

  expect(pages?.problems).toContain('document-unreadable')
})

test.each(operations.filter(({ path }) => path.includes('{job_id}')))(
  '$id may meet a job that is not there',
  ({ problems: codes }) => {
    expect(codes).toEqual(expect.arrayContaining(['invalid-request', 'job-not-found']))
  },
)
