import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@invoice-ml/client'
import { reservePorts } from '@invoice-ml/testing/ports'
import { type Platform, type PlatformOptions, startPlatform } from '../../infra/local/platform.ts'
import type { ServiceName } from '../../infra/local/services.ts'
import { withoutOperators } from '../../infra/local/throw-away.ts'
import { undoOnSignal } from '../../infra/local/undo-on-signal.ts'

export type TestPlatform = {
  platform: Platform
  /** Calls the first gateway. */
  client: Client
  /** Holds the data and the logs of the run. */
  dir: string
  stop: () => Promise<void>
}

type Options = {
  gateways?: number
  workers?: number
  env?: NodeJS.ProcessEnv
  /** Beside a gateway and a worker. */
  more?: ServiceName[]
  /** As in production, for who measures: what is written survives the machine. */
  isDurable?: boolean
  /** How the services get to the stores, if not directly. */
  route?: PlatformOptions['route']
}

/**
 * A whole platform on free ports, with a Redis, a PostgreSQL and data of its own, gone when it stops. Of the environment it takes
 * nothing that leads to a platform of the operator's. A program that is interrupted stops it first.
 */
export async function startTestPlatform({
  gateways = 1,
  workers = 1,
  env = {},
  more = [],
  isDurable = false,
  route,
}: Options = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-platform-'))
  // Root's PostgreSQL runs under another account: where that may not pass, its data would lie elsewhere, and stay.
  chmodSync(dir, 0o711)
  const first = await reservePorts(25)
  const starting = startPlatform({
    dataDir: join(dir, 'data'),
    logDir: join(dir, 'logs'),
    host: '127.0.0.1',
    ports: Array.from({ length: gateways }, (_, index) => first + index),
    firstAdminPort: first + 10,
    dashboardPort: first + 20,
    firstStorePorts: { postgres: first + 21, redis: first + 23 },
    services: ['gateway', ...Array<'inference-worker'>(workers).fill('inference-worker'), ...more],
    env: { ...withoutOperators(process.env), ...env },
    route,
    isDurable,
    say: () => {},
    onEvent: (event) => {
      if (event.type === 'gave-up') process.stderr.write(`${event.name} stays down: ${event.how}\n`)
    },
  })
  const stop = undoOnSignal(async () => {
    try {
      // What is half started is soon whole, or has ended by itself, which is told below.
      const started = await starting.catch(() => undefined)
      await started?.stop()
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
  const platform = await starting.catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const [url = ''] = platform.urls
  return {
    platform,
    client: createClient({ baseUrl: url }),
    dir,
    stop,
  } satisfies TestPlatform
}
