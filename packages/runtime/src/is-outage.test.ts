import { expect, test } from 'vitest'
import { isOutage } from './is-outage.ts'

const withCode = (code: string) => Object.assign(new Error('something'), { code })

test.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', '08P01', '57014', '57P01', 'ENOSPC'])(
  'an error of code %s passes',
  (code) => {
    expect(isOutage(withCode(code))).toBe(true)
  },
)

test.each(['23505', 'ENOENT'])('an error of code %s stays, whatever the time', (code) => {
  expect(isOutage(withCode(code))).toBe(false)
})

test.each([
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Socket timeout. Expecting data, but did not receive any in 15000ms.',
  'All sentinels are unreachable. Retrying from scratch after 10ms.',
])('%s passes', (message) => {
  expect(isOutage(new Error(message))).toBe(true)
})
