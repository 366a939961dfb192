import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'invoice-ml-environment-'))
  writeFileSync(join(dir, '.env'), 'DATA_DIR=\nLOG_DIR=other\nS3_BUCKET=invoices\n')
})
afterEach(() => rmSync(dir, { recursive: true }))

/** A program that loads the file; what it prints. */
function load(before: string, env: NodeJS.ProcessEnv = {}) {
  const module = JSON.stringify(join(import.meta.dirname, 'environment.mjs'))
  const script = `${before}
    const { loadEnvironment } = await import(${module})
    loadEnvironment('.env')
    const { DATA_DIR, LOG_DIR, S3_BUCKET } = process.env
    console.log(JSON.stringify({ DATA_DIR, LOG_DIR, S3_BUCKET }))`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: dir,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
}

test('an empty variable is one that is not set, in the file and before it', () => {
  const { stdout } = load('', { S3_BUCKET: '' })

  expect(JSON.parse(stdout)).toEqual({ LOG_DIR: 'other' })
})

test('a Node that cannot read the file says so', () => {
  const { stderr, status } = load('process.loadEnvFile = undefined')

  expect(stderr).toContain('20.12 or newer can')
  expect(status).not.toBe(0)
})
