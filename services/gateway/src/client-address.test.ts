import { expect, test } from 'vitest'
import { networkOf } from './client-address.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2345:6789::1', '20010db8000123'],
  ['2001:db8::1', '20010db8000000'],
  ['2001:db8:1:2301:2:3:4:5', '20010db8000123'],
  ['::1', '00000000000000'],
])('%s shares its limit with %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
