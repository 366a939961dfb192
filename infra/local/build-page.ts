import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'

const folder = join(root, 'services', 'dashboard')

/** What the dashboard serves, as long as it runs; and what it will serve once it is started anew. */
const served = join(folder, 'dist')
const next = join(folder, 'dist-next')

/** Where a built page tells what it was made from. */
const stampName = '.sources'

/** Everything that the built page is made from. */
const sources = [
  'docs/sample-invoice.pdf',
  'infra/local/build-page.ts',
  'packages/contracts/src/**/*.ts',
  'pnpm-lock.yaml',
  'services/dashboard/{index.html,vite.config.ts,package.json}',
  'services/dashboard/page/**/*',
]

/** Puts the page of the dashboard in its place, built unless it is. @throws Error with what the build said */
export function placePage(say: (line: string) => void): void {
  const sources = digestOfSources()
  if (sources === sourcesOf(served)) return
  buildPage(say)
  rmSync(served, { recursive: true, force: true })
  renameSync(next, served)
}

/** Builds the page beside the one that is served, unless either is of the same sources. @throws Error with what the build said */
export function buildPage(say: (line: string) => void): void {
  const sources = digestOfSources()
  if ([served, next].map(sourcesOf).includes(sources)) return
  say('Building the page of the dashboard')
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', '--logLevel', 'warn', '--outDir', next, '--emptyOutDir', folder],
    // As people get it, whoever asks: under test, React would be the one that is developed with.
    { encoding: 'utf8', cwd: folder, env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(`The page of the dashboard was not built: ${stdout}${stderr}`)
  writeFileSync(join(next, stampName), sources)
}

function sourcesOf(page: string): string | undefined {
  const file = join(page, stampName)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
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
