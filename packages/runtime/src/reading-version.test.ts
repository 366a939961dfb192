import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { digestOfCode, readingVersion } from './reading-version.ts'
import { Settings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'code-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): void {
  mkdirSync(join(folder, 'deep'), { recursive: true })
  writeFileSync(join(folder, name), text)
}

test('code that reads otherwise has another version, tests have none', () => {
  write('read.ts', 'one')
  write('deep/parse.ts', 'one')
  const first = digestOfCode([folder])

  write('read.test.ts', 'a test')
  const withTest = digestOfCode([folder])
  write('deep/parse.ts', 'two')
  const changed = digestOfCode([folder])

  expect(withTest).toBe(first)
  expect(changed).not.toBe(first)
})

test('a reading depends on the code that is here, and on the settings that it is read with', () => {
  const [plain, strict] = [0.85, 0.9].map((threshold) =>
    readingVersion(Settings.parse({ api: { confidence_threshold: threshold } })),
  )

  expect(plain).toMatch(/^[0-9a-f]{16}\+0\.85\+/)
  expect(plain?.slice(0, 16)).not.toBe(digestOfCode([]))
  expect(strict).not.toBe(plain)
})
