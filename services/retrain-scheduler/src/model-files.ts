import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Calibration, Ranker } from '@invoice-ml/contracts'
import type { StoredModel } from '@invoice-ml/storage'
import { sync } from './sync.ts'

/** Whether the trainer has made a model, and so can go on from it: its export always says how it was trained. */
export function isFromTrainer({ manifest }: Pick<StoredModel, 'manifest'>): boolean {
  return manifest.training !== undefined
}

/** Replaces what the confidences of a model are corrected by, in one go. */
export function writeCalibration(folder: string, calibration: Calibration): Promise<void> {
  return writeWhole(folder, 'calibration.json', calibration)
}

/** Replaces what corrections have added to the weights by which a model's candidates are chosen, in one go. */
export function writeRanker(folder: string, ranker: Ranker): Promise<void> {
  return writeWhole(folder, 'ranker.json', ranker)
}

/** Replaces a JSON file in one go: after a power cut it is there whole or not at all. */
export async function writeWhole(folder: string, name: string, content: object): Promise<void> {
  const partial = join(folder, `${name}.partial`)
  await writeFile(partial, `${JSON.stringify(content, null, 2)}\n`)
  await sync(partial)
  await rename(partial, join(folder, name))
  await sync(folder)
}
