import { expect, test } from 'vitest'
import { isOutage } from './is-outage.ts'

const withCode = (code: string) => Object.assign(new Error('something'), { code })

test.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', '57014', '57P01', 'ENOSPC'])(
  'an error of code %s passes',
  (code) => {
    expect(isOutage(withCode(code))).toBe(true)
  },
)

test.each(['23505', 'ENOENT'])('an error of code %s stays, whatever the time', (code) => {
  expect(isOutage(withCode(code))).toBe(false)
})
