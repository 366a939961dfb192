import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Calibration } from '@invoice-ml/contracts'
import { sync } from './sync.ts'

/** What the confidences of a model are corrected by; undefined when nothing lies beside it. */
export async function readCalibration(folder: string): Promise<Calibration | undefined> {
  try {
    return Calibration.parse(JSON.parse(await readFile(pathIn(folder), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Replaces it in one go. */
export async function writeCalibration(folder: string, calibration: Calibration): Promise<void> {
  const partial = `${pathIn(folder)}.partial`
  await writeFile(partial, `${JSON.stringify(calibration, null, 2)}\n`)
  await sync(partial)
  await rename(partial, pathIn(folder))
  await sync(folder)
}

function pathIn(folder: string): string {
  return join(folder, 'calibration.json')
}
