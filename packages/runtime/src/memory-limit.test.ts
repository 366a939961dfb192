import { expect, test } from 'vitest'
import { memoryLimit } from './memory-limit.ts'

const machine = 16e9

test.each([
  ['a container of half a gigabyte', 512e6, 512e6],
  ['no control group', 0, undefined],
  ['a control group without a limit', 2 ** 63 - 4_096, undefined],
  ['a machine that is the limit itself', machine, undefined],
])('the limit of %s', (_name, constrained, limit) => {
  expect(memoryLimit(constrained, machine)).toBe(limit)
})
