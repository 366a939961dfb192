import { expect, test } from 'vitest'
import { isNotCommitted } from './is-not-committed.ts'

const withCode = (code: string, facts = {}) => Object.assign(new Error('no'), { code, ...facts })

test.each(['23505', '53300', '57014', '57P03'])(
  'what PostgreSQL refused with %s is gone',
  (code) => {
    expect(isNotCommitted(withCode(code, { severity: 'ERROR' }))).toBe(true)
  },
)

test('what never reached PostgreSQL is gone', () => {
  expect(isNotCommitted(withCode('ECONNREFUSED'))).toBe(true)
})

test.each(['08006', '08P01', '57P01', '57P02'])(
  'a session that ended with %s may have committed',
  (code) => {
    expect(isNotCommitted(withCode(code, { severity: 'FATAL' }))).toBe(false)
  },
)

test.each(['ECONNRESET', 'ETIMEDOUT'])('a connection lost with %s may have committed', (code) => {
  expect(isNotCommitted(withCode(code))).toBe(false)
})
