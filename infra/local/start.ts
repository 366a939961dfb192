// `npm start`: the whole platform on this machine, until Ctrl-C.

import { createApiKeys, createDatabase } from '@invoice-ml/storage'
import { readApiSettings } from './api-settings.ts'
import type { ChildEvent } from './child.ts'
import { namedFolders, placeOf } from './paths.ts'
import { type Platform, startPlatform } from './platform.ts'
import { hasTrainer, optionalServices } from './services.ts'
import { welcome } from './welcome.ts'

const say = (line: string) => process.stdout.write(`▸ ${line}\n`)
// Whose terminal is gone is told nothing more, and the platform stops in order.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {})

let platform: Platform | undefined
let isStopping = false
let askedAtMs = 0

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, askToStop)

try {
  const trains = hasTrainer()
  const { host, port, reload, dashboardPort } = readApiSettings()
  // From here on by absolute path: the parts of the platform do not share a working folder.
  const logDir = placeOf('LOG_DIR', 'logs')
  platform = await startPlatform({
    dataDir: placeOf('DATA_DIR', 'data'),
    logDir,
    host,
    ports: [port],
    dashboardPort,
    firstAdminPort: Number(process.env.ADMIN_PORT || 9100),
    services: [
      'gateway',
      'inference-worker',
      'feedback',
      'retrain-scheduler',
      'dashboard',
      ...(trains ? (['trainer'] as const) : []),
    ],
    env: namedFolders(['BLOB_DIR', 'TRAINING_DIR'], process.env),
    redisUrl: process.env.REDIS_URL || undefined,
    databaseUrl: process.env.DATABASE_URL || undefined,
    isDurable: true,
    reload,
    say,
    onEvent,
  })
  const hasKeys = await hasApiKeys(platform.databaseUrl)
  process.stdout.write(welcome(platform, { logDir, trains, hasKeys }))
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

async function hasApiKeys(databaseUrl: string): Promise<boolean> {
  const database = createDatabase(databaseUrl, { maxConnections: 1 })
  const { isAnyThere } = await createApiKeys(database)
    .look(undefined)
    .finally(() => database.close())
  return isAnyThere
}

/** The terminal, npm and the bootstrap may each send the signal of one Ctrl-C; a second one, later, is impatience. */
function askToStop(): void {
  const nowMs = Date.now()
  if (askedAtMs > 0 && nowMs - askedAtMs > 1_000) process.exit(1)
  if (askedAtMs > 0) return
  askedAtMs = nowMs
  process.stdout.write('\n')
  // What is half started follows this process; the next start clears up what that leaves.
  if (platform === undefined) process.exit(130)
  say('Stopping; once more to stop at once')
  void stop(0)
}

async function stop(status: number): Promise<void> {
  process.exitCode = status
  if (isStopping) return
  isStopping = true
  await platform?.stop()
  say('Stopped')
}

function onEvent(event: ChildEvent): void {
  const { type, name } = event
  if (type === 'recovering')
    say(
      `${name} recovers from how it ended last, since ${event.seconds} s; it must not be cut short`,
    )
  if (type === 'died')
    say(`${name} ended (${firstLine(event.how)}); starting it again in ${event.retryInMs} ms`)
  if (type === 'restarted') say(`${name} runs again`)
  if (type === 'gave-up') {
    say(`${name} ended ${event.deaths} times in a row and stays down: ${event.how}`)
    if (!optionalServices.includes(name)) void stop(1)
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
