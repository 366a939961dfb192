import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandsBelow, makePrograms } from './guide-commands.ts'

const sections = ['One server', 'Compose']
const unit = 'infra/systemd/invoice-ml.service'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invoice-ml-upgrade-'))
  makePrograms(join(folder, 'bin'), {
    runuser: 'shift 3; exec "$@"',
    systemctl: '[ "$1" != restart ] || echo "$*" >> ../started',
    docker: `[ "$2" != up ] || echo "$*" >> ../started
[ "$2" != build ] || [ ! -e ../unbuildable ]`,
    npm: `[ "$REGISTRY" != interrupted ] || [ -e ../interrupted ] || { touch ../interrupted; kill -INT 0; }
[ "$REGISTRY" != away ]`,
  })
  for (const place of ['origin/infra/systemd', 'etc/systemd/system'])
    mkdirSync(join(folder, place), { recursive: true })
  write('etc/invoice-ml.env', 'REGISTRY=here\n')
  run('git init -q -b main origin && git -C origin config user.name us')
  run('git -C origin config user.email us@example.com')
  publish(1)
  run('git clone -q origin server')
  publish(2)
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(sections)('%s: up, back and up again', (section) => {
  const steps = ['Upgrade', 'Back', 'Upgrade'].map((word) => ({
    status: run(commandsOf(section, word), 'server'),
    version: read('server/version'),
  }))

  expect(steps).toEqual(['2', '1', '2'].map((version) => ({ status: 0, version })))
  expect(read('started').trim().split('\n')).toHaveLength(3)
})

test.each(sections)(
  '%s: what was changed in the checkout is kept, and nothing else done',
  (section) => {
    write('server/version', 'ours')
    write('started', '')

    const status = run(commandsOf(section, 'Upgrade'), 'server')

    expect(status).not.toBe(0)
    expect([read('server/version'), read('started')]).toEqual(['ours', ''])
  },
)

test.each(sections)('%s: after the way back, an upgrade that fails changes nothing', (section) => {
  for (const word of ['Upgrade', 'Back']) run(commandsOf(section, word), 'server')
  write('started', '')
  rmSync(join(folder, 'origin'), { recursive: true })

  const status = run(commandsOf(section, 'Upgrade'), 'server')

  expect(status).not.toBe(0)
  expect([read('server/version'), read('started')]).toEqual(['1', ''])
})

test('Compose: an image that cannot be built leaves the checkout as it was', () => {
  write('unbuildable', '')
  write('started', '')

  const status = run(commandsOf('Compose', 'Upgrade'), 'server')

  expect(status).not.toBe(0)
  expect([read('server/version'), read('started')]).toEqual(['1', ''])
})

test.each([
  ['Upgrade', [], 'away', '1'],
  ['Upgrade', [], 'interrupted', '1'],
  ['Back', ['Upgrade'], 'away', '2'],
  ['Back', ['Upgrade'], 'interrupted', '2'],
])(
  'One server: %s after %j changes nothing where the registry is %s',
  (word, before, registry, version) => {
    for (const earlier of before) run(commandsOf('One server', earlier), 'server')
    write('started', '')
    write('etc/invoice-ml.env', `REGISTRY=${registry}\n`)

    const status = run(commandsOf('One server', word), 'server')

    expect(status).not.toBe(0)
    expect([read('server/version'), read('started')]).toEqual([version, ''])
  },
)

test('One server: the service is run as the version in question says', () => {
  const units = ['Upgrade', 'Back'].map((word) => {
    run(commandsOf('One server', word), 'server')
    return read('etc/systemd/system/invoice-ml.service')
  })

  expect(units).toEqual(['2', '1'])
})

/** What the guide says, where the server's checkout and its system lie in this folder. */
function commandsOf(section: string, word: string): string {
  const places = { '/opt/invoice-ml': join(folder, 'server'), '/etc/': `${folder}/etc/` }
  return commandsBelow(section, `**${word}**`, places).replace('COMMIT', 'HEAD~1')
}

function publish(version: number): void {
  write('origin/version', `${version}`)
  write(`origin/${unit}`, `${version}`)
  run('git add . && git commit -qm "A version"', 'origin')
}

function run(commands: string, place = '.'): number | null {
  const env = { PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  // In a session of its own, as at a terminal: what is interrupted are the commands, and not this test.
  const options = { cwd: join(folder, place), env, detached: true }
  return spawnSync('/bin/sh', ['-c', commands], options).status
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text)
}
