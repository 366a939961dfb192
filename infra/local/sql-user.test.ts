import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('where the account of the platform makes no others, the command says what does', () => {
  const { status, stderr } = sqlUser('erp')

  const [statement] = stderr.match(/create role erp login password '\w+' in role \w+/) ?? []
  const [password] = statement?.match(/\w{48}/) ?? []
  expect(status).toBe(1)
  expect(stderr).toContain(`su postgres -c "psql -c \\"${statement}\\""`)
  expect(stderr).toContain(`postgres://erp:${password}@`)
  expect(stderr).not.toContain('    at ')
})

function sqlUser(name: string) {
  const { VITEST: _, TEST_DATABASE_URL: DATABASE_URL, ...env } = process.env
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'sql-user.ts')]
  return spawnSync(process.execPath, [...args, name], {
    env: { ...env, DATABASE_URL },
    encoding: 'utf8',
  })
}
