import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const guide = readFileSync(join(import.meta.dirname, '../../docs/deployment.md'), 'utf8')
const sections = ['One server', 'Compose']

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invoice-ml-upgrade-'))
  makePrograms({
    su: 'exec sh -c "$5"',
    systemctl: 'echo "$*" >> ../started',
    docker: '[ "$2" != up ] || echo "$*" >> ../started',
  })
  run('git init -q -b main origin && git -C origin config user.name us')
  run('git -C origin config user.email us@example.com')
  publish(1)
  run('git clone -q origin server')
  publish(2)
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(sections)('%s: up, back and up again, and what was set stays set', (section) => {
  write('server/settings.yaml', settings('ours', 1))

  const steps = ['Upgrade', 'Back', 'Upgrade'].map((word) => ({
    status: run(commandsBelow(section, word), 'server'),
    version: Number(read('server/version')),
    settings: read('server/settings.yaml'),
  }))

  expect(steps).toEqual(
    [2, 1, 2].map((version) => ({ status: 0, version, settings: settings('ours', version) })),
  )
  expect(read('started').trim().split('\n')).toHaveLength(3)
})

test.each(sections)('%s: nothing is started while two settings stand for one', (section) => {
  write('server/settings.yaml', settings('theirs', 'ours'))
  write('started', '')

  const status = run(commandsBelow(section, 'Upgrade'), 'server')

  expect(status).not.toBe(0)
  expect(read('started')).toBe('')
})

/** The commands that follow a word in bold, in a section of the guide. */
function commandsBelow(section: string, word: string): string {
  const [, text = ''] = guide.split(`\n## ${section}\n`)
  const [, after = ''] = text.split(`**${word}**`)
  const [, commands = ''] = after.match(/```sh\n(.*?)```/s) ?? []
  return commands.replaceAll('/opt/invoice-ml', join(folder, 'server')).replace('COMMIT', 'HEAD~1')
}

function publish(version: number): void {
  write('origin/version', `${version}`)
  write('origin/settings.yaml', settings('theirs', version))
  run('git add . && git commit -qm "A version"', 'origin')
}

function settings(first: string, last: string | number): string {
  return `first: ${first}\n${'#\n'.repeat(8)}last: ${last}\n`
}

function run(commands: string, place = '.'): number | null {
  const env = { PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  return spawnSync('/bin/sh', ['-c', commands], { cwd: join(folder, place), env }).status
}

function makePrograms(programs: Record<string, string>): void {
  mkdirSync(join(folder, 'bin'))
  for (const [name, does] of Object.entries(programs))
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${does}\n`, { mode: 0o755 })
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text)
}
