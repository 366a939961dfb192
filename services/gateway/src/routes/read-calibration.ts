import { readCalibration } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { CorrectionStore } from '@invoice-ml/storage'
import type { Express } from 'express'

type Dependencies = { corrections: Pick<CorrectionStore, 'calibration'> }

/** GET /stats/calibration */
export function addReadCalibration(app: Express, { corrections }: Dependencies): void {
  route(app, readCalibration, async () => ({ status: 200, body: await corrections.calibration() }))
}
