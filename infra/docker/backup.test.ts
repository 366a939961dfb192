import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandsBelow, makePrograms } from './guide-commands.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invoice-ml-backup-'))
  makePrograms(join(folder, 'bin'), {
    pg_dump: 'echo rows',
    ...Object.fromEntries(['pg_restore', 'psql', 'redis-cli'].map((name) => [name, 'true'])),
    systemctl: `echo "$1" >> ${folder}/systemctl`,
  })
  writeFileSync(join(folder, 'env'), 'DATABASE_URL=postgres://here\nREDIS_URL=redis://here\n')
  mkdirSync(join(folder, 'old/blobs'), { recursive: true })
  mkdirSync(join(folder, 'old/models'))
  writeFileSync(join(folder, 'old/blobs/invoice.pdf'), 'a page')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a backup on one server is restored where the platform never ran, and is read by its owner alone', () => {
  const statuses = [run('On one server:', 'old'), run('To restore', 'new')]

  expect(statuses).toEqual([0, 0])
  expect(read('new/blobs/invoice.pdf')).toBe('a page')
  expect(read('systemctl')).toBe('stop\nstart\n')
  for (const file of ['invoice.dump', 'blobs.tgz'])
    expect(statSync(join(folder, 'backups', file)).mode & 0o777).toBe(0o600)
})

test('after a backup the shell makes files as before, and does not know the password', () => {
  run('On one server:', 'old', 'echo "$DATABASE_URL" > after')

  expect(statSync(join(folder, 'after')).mode & 0o777).toBe(0o666 & ~process.umask())
  expect(read('after')).toBe('\n')
})

test('a backup that is cut off is found out before anything is stopped', () => {
  run('On one server:', 'old')
  writeFileSync(join(folder, 'backups/blobs.tgz'), 'cut off')

  const status = run('To restore', 'old')

  expect(status).not.toBe(0)
  expect(existsSync(join(folder, 'systemctl'))).toBe(false)
  expect(read('old/blobs/invoice.pdf')).toBe('a page')
})

test.each([
  ['has seen a file change', 1, 0],
  ['has failed', 2, 1],
])('a backup whose tar %s ends with a status that says so', (_what, ofTar, expected) => {
  writeFileSync(join(folder, 'bin/tar'), `#!/bin/sh\nexit ${ofTar}\n`, { mode: 0o755 })

  const status = run('On one server:', 'old')

  expect(status).toBe(expected)
})

/** Runs what the guide says, with another folder as the data folder, and in the same shell what comes after it. */
function run(words: string, data: string, after = ''): number | null {
  const places = {
    '/etc/invoice-ml.env': join(folder, 'env'),
    '/var/backups/invoice-ml': join(folder, 'backups'),
    '/var/lib/invoice-ml': join(folder, data),
  }
  const commands = commandsBelow('Backup and restore', words, places)
  const env = { PATH: `${folder}/bin:${process.env.PATH}` }
  return spawnSync('bash', ['-c', commands + after], { cwd: folder, env }).status
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}
