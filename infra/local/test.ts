// `npm test`: types, lint, generated files, then every test on a Redis and a PostgreSQL of its own.
// Arguments go to vitest: `npm test -- packages/extraction`.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reservePorts } from '@invoice-ml/testing/ports'
import { runChecks } from './checks.ts'
import { root } from './paths.ts'
import { runPrometheusTests } from './prometheus-tests.ts'
import { startStores } from './stores.ts'
import { withoutOperators } from './throw-away.ts'
import { type Counts, startTrainerTests } from './trainer-tests.ts'
import { undoOnSignal } from './undo-on-signal.ts'

const say = (line: string) => process.stdout.write(`▸ ${line}\n`)
const args = process.argv.slice(2)
const isWhole = args.length === 0
// Before anything is to be cleared up: whoever interrupts them ends it all.
const failedChecks = isWhole ? runChecks(say) : []
// Everything that the tests write lies in here, and goes with it.
const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-test-'))
// Root's PostgreSQL runs under another account and passes through.
chmodSync(dir, 0o711)
// What the tests have started may still be ending, when it was interrupted.
const clear = undoOnSignal(() =>
  rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
)

try {
  const endTrainerTests = isWhole ? startTrainerTests(say) : undefined
  const counts = [await runVitest()]
  if (endTrainerTests) counts.push(await endTrainerTests(), await runPrometheusTests(say))
  for (const check of failedChecks) say(`Failed: ${check}`)
  finish([{ passed: 0, failed: failedChecks.length, skipped: 0 }, ...counts])
} finally {
  await clear()
}

/** Unit tests meet the stores started here; end-to-end and chaos tests start whole platforms of their own. */
async function runVitest(): Promise<Counts> {
  const port = await reservePorts(2)
  const starting = startStores({
    dataDir: dir,
    logDir: dir,
    redisUrl: process.env.TEST_REDIS_URL,
    databaseUrl: process.env.TEST_DATABASE_URL,
    isDurable: false,
    firstStorePorts: { postgres: port, redis: port + 1 },
    say,
    watcher: { onEvent: (event) => say(`${event.name}: ${event.type}`), onPid: () => {} },
  })
  const stop = undoOnSignal(async () => {
    const stores = await starting.catch(() => undefined)
    for (const child of stores?.children ?? []) await child.stop()
  })
  try {
    const stores = await starting
    say('Running the tests')
    return await vitest({ TEST_REDIS_URL: stores.redisUrl, TEST_DATABASE_URL: stores.databaseUrl })
  } finally {
    await stop()
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
    env: { ...process.env, ...withoutOperators(process.env), ...env, TMPDIR: dir },
  })
  const ended = once(running, 'exit')
  undoOnSignal(async () => {
    running.kill()
    await ended
  })
  const [status] = await ended
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
