import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { extractFiles } from './extract-files.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'invoice-ml-extract-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('what an earlier run has read of a document that can no longer be read is gone', async () => {
  const path = join(dir, '1.pdf')
  writeFileSync(path, '%PDF-1.7')
  const earlier = join(dir, 'out', 'acme', '1.prediction.json')
  mkdirSync(join(dir, 'out', 'acme'), { recursive: true })
  writeFileSync(earlier, '{}')

  const [outcome] = await extractFiles({
    // Nobody listens there.
    client: createClient({ baseUrl: 'http://127.0.0.1:1', maxAttempts: 1 }),
    documents: [{ path, name: 'acme/1' }],
    outDir: join(dir, 'out'),
    concurrency: 1,
    extract: {},
    onOutcome: () => {},
  })

  expect(outcome).toMatchObject({ path, code: 'no-answer' })
  expect(existsSync(earlier)).toBe(false)
})
