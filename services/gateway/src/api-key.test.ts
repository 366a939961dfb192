import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'

const database = testDatabase()
const folder = testFolder()

/** As in a container, where the address of the database is a file. */
function run(...args: string[]) {
  const file = join(folder, 'database_url')
  writeFileSync(file, database.url())
  const { DATABASE_URL: _, ...environment } = process.env
  return spawnSync(process.execPath, [join(import.meta.dirname, 'api-key.ts'), ...args], {
    env: { ...environment, DATABASE_URL_FILE: file },
    encoding: 'utf8',
  })
}

test('who has lost the last key makes another where the platform runs', () => {
  const first = run('create', '--name', 'lost', '--scopes', 'admin')
  const second = run('create', '--name', 'new', '--scopes', 'admin')

  expect(first.status).toBe(0)
  expect(second.stdout.trim()).toMatch(/^iml_/)
  expect(second.stdout).not.toBe(first.stdout)
  expect(run('list').stdout.split('\n').filter(Boolean)).toHaveLength(2)
})

test('the usage is told without a database', () => {
  const program = join(import.meta.dirname, 'api-key.ts')
  const { DATABASE_URL: _, ...env } = process.env
  const { status, stdout } = spawnSync(process.execPath, [program, '--help'], {
    env,
    encoding: 'utf8',
  })

  expect(status).toBe(0)
  expect(stdout).toContain('revoke ID')
})

test('the usage names the command of a container', () => {
  const { status, stderr } = run('create', '--name', 'ERP', '--scopes', 'everything')

  expect(status).toBe(1)
  expect(stderr).toContain('scopes')
  expect(stderr).toContain('node services/this/src/api-key.ts create')
})
