import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
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
const pnpm = '.tools/node_modules/pnpm'

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

const installing = `
  import { copyFileSync, existsSync } from 'node:fs'
  copyFileSync('pnpm-lock.yaml', 'node_modules/packages')
  if (existsSync('registry-away')) process.exit(1)
`

const building = `
  const { cpSync } = require('node:fs')
  cpSync('page', process.argv[process.argv.indexOf('--outDir') + 1], { recursive: true })
`

test('the version before has its packages again after an installation of the next was cut short', () => {
  run('build')
  write('pnpm-lock.yaml', 'B')
  write('registry-away', '')
  const cutShort = run('build')
  write('pnpm-lock.yaml', 'A')
  rmSync(join(checkout, 'registry-away'))

  const again = run('build')

  expect([cutShort, again]).toEqual([1, 0])
  expect(read('node_modules/packages')).toBe('A')
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
  const env = { PATH: process.env.PATH, REDIS_URL: 'redis://127.0.0.1' }
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
