import { type Health, readHealth } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Express } from 'express'

/** GET /health */
export function addReadHealth(app: Express, health: () => Promise<Health>): void {
  route(app, readHealth, async () => {
    const body = await health()
    return { status: body.status === 'unhealthy' ? 503 : 200, body }
  })
}
