import { expect, test } from 'vitest'
import { saysExempt } from './exemption.ts'

test('a page full of what is charged for paying late is read in no time', () => {
  expect(saysExempt('penalites non soumises a tva '.repeat(20_000))).toBe(false)
})
