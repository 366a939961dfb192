import { readHealth } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Express } from 'express'
import { type HealthDependencies, readPlatformHealth } from '../health.ts'
import { remember } from '../remember.ts'

const freshMs = 500

/** GET /health */
export function addReadHealth(app: Express, dependencies: HealthDependencies): void {
  // Anybody may ask, without a key and without a limit: the parts are asked at most this often.
  const read = remember(freshMs, () => readPlatformHealth(dependencies))
  route(app, readHealth, async () => {
    const health = await read()
    return { status: health.status === 'unhealthy' ? 503 : 200, body: health }
  })
}
