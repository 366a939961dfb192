import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { startByPs } from './process-start.ts'

const hasPs = spawnSync('ps', ['-p', '1']).error === undefined

test.skipIf(!hasPs)('without /proc the start of a process is its date', () => {
  const { pid: ended } = spawnSync('true')

  const start = startByPs(process.pid)

  expect(Date.parse(`${start} UTC`)).toBeLessThanOrEqual(Date.now())
  expect(startByPs(ended)).toBeUndefined()
})
