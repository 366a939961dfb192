import { welcome } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Express } from 'express'
import { apiVersion } from '../config.ts'

/** GET / */
export function addWelcome(app: Express): void {
  const body = { message: 'Invoice ML System API', version: apiVersion, docs: '/docs' }
  route(app, welcome, async () => ({ status: 200, body }))
}
