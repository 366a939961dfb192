import { readHealth } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Express } from 'express'
import { type HealthDependencies, readPlatformHealth } from '../health.ts'

/** GET /health */
export function addReadHealth(app: Express, dependencies: HealthDependencies): void {
  route(app, readHealth, async () => {
    const health = await readPlatformHealth(dependencies)
    return { status: health.status === 'unhealthy' ? 503 : 200, body: health }
  })
}
