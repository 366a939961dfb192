import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { afterAll, expect, test } from 'vitest'
import { createDiskSpools } from './disk-spool.ts'

const dir = testFolder()
const spools = createDiskSpools(() => join(dir, crypto.randomUUID()))
afterAll(spools.close)

test('rows come back as they were, whatever line ends their cells hold', async () => {
  const rows = [
    ['a\u2028b', 'c\u2029d', undefined],
    ['e\nf\r\ng\u0085h', '', '\\u2028'],
  ]
  const spool = spools.newSpool()
  await spool.write(rows)

  const read = await Array.fromAsync(spool.read())

  expect(read.flat()).toEqual(rows)
})
