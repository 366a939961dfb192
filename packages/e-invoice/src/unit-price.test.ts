import { expect, test } from 'vitest'
import { unitPrice } from './unit-price.ts'

test.each([
  ['12.50', undefined, '12.50'],
  ['12.50', '1.0000', '12.50'],
  ['12.50', '100', '0.125'],
  ['10.00', '3', '3.333333'],
  ['12.50', '0', undefined],
  ['12.50', 'ten', undefined],
  [undefined, '10', undefined],
])('%s for %s pieces is %s for one', (price, basis, one) => {
  expect(unitPrice(price, basis)).toBe(one)
})
