import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Child, ChildEvent } from './child.ts'
import { placeOf } from './paths.ts'
import { AlreadyRunning, type RunState, takeRunState } from './run-state.ts'
import { runningPostgresUrl, usePostgres } from './stores.ts'

type Work = (url: string) => Promise<void>

/**
 * Gives the address of the platform's database to a command of the terminal: the one of DATABASE_URL, the private one of the platform that
 * runs, or else the private one, started for as long as the command takes.
 */
export async function withDatabaseUrl(work: Work): Promise<void> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL)
  const dataDir = placeOf('DATA_DIR', 'data')
  const state = await takeUnlessRunning(dataDir)
  if (!state) return work(runningPostgresUrl(dataDir))
  const logDir = placeOf('LOG_DIR', 'logs')
  mkdirSync(logDir, { recursive: true })
  const watcher = { onEvent: tellRecovery, onPid: state.note }
  const options = { dataDir, logDir, isDurable: true, say: () => {}, watcher }
  const children: Child[] = []
  try {
    await work(await usePostgres(options, children))
  } finally {
    await Promise.all(children.map((child) => child.stop()))
    state.release()
  }
}

/** Without a word it would seem to hang. */
function tellRecovery(event: ChildEvent): void {
  if (event.type === 'recovering')
    process.stderr.write(`PostgreSQL recovers from how it ended last, since ${event.seconds} s\n`)
}

/** Takes the folder, so that nobody starts a platform meanwhile; undefined when one runs. */
async function takeUnlessRunning(dataDir: string): Promise<RunState | undefined> {
  try {
    return await takeRunState(join(dataDir, 'run.json'), 'npm run api-key', {
      onLeftover: () => {},
      onUnwritten: (error) =>
        process.stderr.write(`What runs could not be noted in ${dataDir}: ${error}\n`),
    })
  } catch (error) {
    if (error instanceof AlreadyRunning) return undefined
    throw error
  }
}
