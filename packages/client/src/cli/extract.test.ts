import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** How the command ends that is called so. */
function run(...args: string[]) {
  const file = fileURLToPath(new URL('extract.ts', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' })
  return { status, lines: stderr.trimEnd().split('\n') }
}

test('a document that is not there is named in one line', () => {
  const ended = run('/nowhere/invoice.pdf')

  expect(ended).toEqual({
    status: 2,
    lines: ['There is no file or folder at /nowhere/invoice.pdf'],
  })
})

test('an option that there is none of is named in one line', () => {
  const ended = run('invoice.pdf', '--concurency', '4')

  expect(ended).toEqual({ status: 2, lines: [expect.stringContaining("'--concurency'")] })
})
