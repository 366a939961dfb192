import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'

const folder = join(root, 'services', 'dashboard')
const stampFile = join(folder, 'dist', '.sources')

/** Everything that the built page is made from. */
const sources = [
  'docs/sample-invoice.pdf',
  'infra/local/build-page.ts',
  'packages/contracts/src/**/*.ts',
  'pnpm-lock.yaml',
  'services/dashboard/{index.html,vite.config.ts,package.json}',
  'services/dashboard/page/**/*',
]

/** Builds the page of the dashboard unless that was done from the same sources. @throws Error with what the build said */
export function buildPage(say: (line: string) => void): void {
  const stamp = digestOfSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say('Building the page of the dashboard')
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', '--logLevel', 'warn', folder],
    // As people get it, whoever asks: under test, React would be the one that is developed with.
    { encoding: 'utf8', cwd: folder, env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(`The page of the dashboard was not built: ${stdout}${stderr}`)
  writeFileSync(stampFile, stamp)
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.toSorted())
    hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}
