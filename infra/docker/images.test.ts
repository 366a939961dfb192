import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const programs = mkdtempSync(join(tmpdir(), 'invoice-ml-images-'))
afterAll(() => rmSync(programs, { recursive: true }))

test.each([
  ['its packages cannot be had', { 'apt-get': 'exit 100', python3: 'exit 0' }],
  ['its Python lacks one', { 'apt-get': 'exit 0', rm: 'exit 0', python3: 'exit 1' }],
])('the image of the trainer is not built when %s', (_why, doubles) => {
  for (const [name, does] of Object.entries(doubles)) makeProgram(name, does)

  const { status } = spawnSync('/bin/sh', ['-c', installation('trainer.Dockerfile')], {
    env: { PATH: programs, PACKAGES: 'python3-torch', PYTHON: join(programs, 'python3') },
  })

  expect(status).not.toBe(0)
})

/** The instruction that installs packages, as the shell gets it. */
function installation(dockerfile: string): string {
  const text = readFileSync(join(import.meta.dirname, dockerfile), 'utf8')
  const [, command] = text.match(/^RUN (if \[(?:.*\\\n)*.*)/m) ?? []
  if (command === undefined) throw new Error(`${dockerfile} installs nothing`)
  return command
}

function makeProgram(name: string, does: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 })
}
