import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Calibration } from '@invoice-ml/contracts'

/**
 * The calibration that lies beside a model; undefined when there is none, as with models of others.
 *
 * @throws Error when it cannot be understood.
 */
export async function readCalibration(modelPath: string): Promise<Calibration | undefined> {
  if (modelPath === '') return undefined
  const path = join(dirname(modelPath), 'calibration.json')
  try {
    return Calibration.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new Error(`${path} is no calibration`, { cause })
  }
}
