// `npm test`: types, lint, generated files, then every test on a Redis and a PostgreSQL of its own.
// Arguments go to vitest: `npm test -- packages/extraction`.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { root } from './paths.ts'
import { runPrometheusTests } from './prometheus-tests.ts'
import { startStores } from './stores.ts'
import { withoutOperators } from './throw-away.ts'
import { type Counts, startTrainerTests } from './trainer-tests.ts'

const say = (line: string) => process.stdout.write(`▸ ${line}\n`)
const args = process.argv.slice(2)
const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-test-'))

try {
  const isWhole = args.length === 0
  const failedChecks = isWhole ? runChecks(say) : []
  const endTrainerTests = isWhole ? startTrainerTests(say) : undefined
  const counts = [await runVitest()]
  if (endTrainerTests) counts.push(await endTrainerTests(), await runPrometheusTests(say))
  for (const check of failedChecks) say(`Failed: ${check}`)
  finish([{ passed: 0, failed: failedChecks.length, skipped: 0 }, ...counts])
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** Unit tests meet the stores started here; end-to-end and chaos tests start whole platforms of their own. */
async function runVitest(): Promise<Counts> {
  const stores = await startStores({
    dataDir: dir,
    logDir: dir,
    redisUrl: process.env.TEST_REDIS_URL,
    databaseUrl: process.env.TEST_DATABASE_URL,
    isDurable: false,
    say,
    watcher: { onEvent: (event) => say(`${event.name}: ${event.type}`), onPid: () => {} },
  })
  try {
    say('Running the tests')
    return await vitest({ TEST_REDIS_URL: stores.redisUrl, TEST_DATABASE_URL: stores.databaseUrl })
  } finally {
    await Promise.all(stores.children.map((child) => child.stop()))
  }
}

async function vitest(env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(dir, 'report.json')
  const command = join(root, 'node_modules', '.bin', 'vitest')
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // Not waited for in one go: what the stores log must be read meanwhile, or they stop at a full pipe.
  const running = spawn(command, ['run', ...flags, ...args], {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...withoutOperators(process.env), ...env },
  })
  const [status] = await once(running, 'exit')
  const { numPassedTests, numFailedTests, numPendingTests } = readReport(report)
  // A file that does not load, or an error outside any test, fails the run without failing a test.
  const failed = status !== 0 ? Math.max(1, numFailedTests) : numFailedTests
  return { passed: numPassedTests, failed, skipped: numPendingTests }
}

function readReport(file: string) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  }
}

/** The closing line, alone, for whoever reads only that. */
function finish(counts: Counts[]): void {
  const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0)
  const skipped = sum('skipped')
  const more = skipped > 0 ? `, ${skipped} skipped` : ''
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${more}\n`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
