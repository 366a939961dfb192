import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './paths.ts'

const scripts = ['bootstrap.mjs', 'environment.mjs', 'build.ts', 'build-page.ts', 'paths.ts']
const pnpm = '.tools/pnpm-1.0.0/node_modules/pnpm'

/** A checkout whose packages and page are no more than what says of which version they are. */
let checkout = ''
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'invoice-ml-checkout-'))
  write('package.json', JSON.stringify({ packageManager: 'pnpm@1.0.0', devDependencies: {} }))
  write('pnpm-workspace.yaml', '')
  write('pnpm-lock.yaml', 'A')
  write('services/dashboard/page/page.ts', 'A')
  write(`${pnpm}/package.json`, JSON.stringify({ version: '1.0.0' }))
  write(`${pnpm}/bin/pnpm.mjs`, installing)
  write('services/dashboard/node_modules/vite/bin/vite.js', building)
  write('bin/npm', answering)
  chmodSync(join(checkout, 'bin/npm'), 0o755)
  write('node_modules/node/bin/.keep', '')
  symlinkSync(process.execPath, join(checkout, 'node_modules/node/bin/node'))
  for (const script of scripts) {
    mkdirSync(join(checkout, 'infra/local'), { recursive: true })
    copyFileSync(join(root, 'infra/local', script), join(checkout, 'infra/local', script))
  }
  write(
    'infra/local/start.ts',
    "import { placePage } from './build-page.ts'\nplacePage(console.log)",
  )
})
afterEach(() => rmSync(checkout, { recursive: true }))

// It has nothing of a version of which no registry was asked yet, and says of binaries that it does not have that it goes without.
const installing = `
  import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
  const version = readFileSync('pnpm-lock.yaml', 'utf8')
  if (process.argv.includes('--offline')) {
    if (!existsSync('store-' + version)) process.exit(1)
    copyFileSync('pnpm-lock.yaml', 'node_modules/packages')
    if (existsSync('no-binaries')) console.log('ERR_PNPM_NO_OFFLINE_TARBALL')
    process.exit(0)
  }
  copyFileSync('pnpm-lock.yaml', 'node_modules/packages')
  writeFileSync('asked', '')
  if (existsSync('cut-short')) process.exit(1)
  writeFileSync('store-' + version, '')
`
const answering = '#!/bin/sh\n[ ! -e registry-away ]\n'

const building = `
  const { cpSync } = require('node:fs')
  cpSync('page', process.argv[process.argv.indexOf('--outDir') + 1], { recursive: true })
`

test('the version before has its packages again after an installation of the next was cut short', () => {
  run('build')
  write('pnpm-lock.yaml', 'B')
  write('cut-short', '')
  const cutShort = run('build')
  write('pnpm-lock.yaml', 'A')
  rmSync(join(checkout, 'cut-short'))

  const again = run('build')

  expect([cutShort, again]).toEqual([1, 0])
  expect(read('node_modules/packages')).toBe('A')
})

test('where the registry is away, none of its packages is waited for, and the version before comes back without it', () => {
  run('build')
  rmSync(join(checkout, 'asked'))
  write('registry-away', '')
  write('pnpm-lock.yaml', 'B')
  const away = run('build')
  write('pnpm-lock.yaml', 'A')

  const back = run('build')

  expect([away, back]).toEqual([1, 0])
  expect(existsSync(join(checkout, 'asked'))).toBe(false)
  expect(read('node_modules/packages')).toBe('A')
})

test('an installation that lacks the binaries of this machine is none', () => {
  run('build')
  write('pnpm-lock.yaml', 'B')
  run('build')
  write('registry-away', '')
  write('no-binaries', '')
  write('pnpm-lock.yaml', 'A')
  const away = run('build')
  rmSync(join(checkout, 'registry-away'))
  rmSync(join(checkout, 'asked'))

  const back = run('build')

  expect([away, back]).toEqual([1, 0])
  expect(existsSync(join(checkout, 'asked'))).toBe(true)
})

test('a page that is built ahead takes the place of the one that is served at the next start', () => {
  run('start')
  write('services/dashboard/page/page.ts', 'B')

  run('build')
  const meanwhile = read('services/dashboard/dist/page.ts')
  appendFileSync(join(checkout, 'services/dashboard/dist-next/page.ts'), ', built ahead')
  run('start')

  expect(meanwhile).toBe('A')
  expect(read('services/dashboard/dist/page.ts')).toBe('B, built ahead')
  expect(existsSync(join(checkout, 'services/dashboard/dist-next'))).toBe(false)
})

function run(command: string): number | null {
  const env = {
    PATH: `${join(checkout, 'bin')}:${process.env.PATH}`,
    REDIS_URL: 'redis://127.0.0.1',
  }
  const bootstrap = join(checkout, 'infra/local/bootstrap.mjs')
  return spawnSync(process.execPath, [bootstrap, command], { env }).status
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true })
  writeFileSync(join(checkout, path), text)
}

function read(path: string): string {
  return readFileSync(join(checkout, path), 'utf8')
}
