import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder of its own for the test file, gone after it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-ml-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
