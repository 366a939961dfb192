import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Calibration, Ranker } from '@invoice-ml/contracts'

/**
 * The calibration that lies beside a model; undefined when there is none, as with models of others.
 *
 * @throws Error when it cannot be understood.
 */
export async function readCalibration(modelPath: string): Promise<Calibration | undefined> {
  return readBeside(modelPath, 'calibration', Calibration)
}

/**
 * What corrections have added to the weights by which candidates are chosen, as it lies beside a model; undefined when it has
 * none.
 *
 * @throws Error when it cannot be understood.
 */
export async function readRanker(modelPath: string): Promise<Ranker | undefined> {
  return readBeside(modelPath, 'ranker', Ranker)
}

async function readBeside<T>(
  modelPath: string,
  name: string,
  schema: { parse: (content: unknown) => T },
): Promise<T | undefined> {
  if (modelPath === '') return undefined
  const path = join(dirname(modelPath), `${name}.json`)
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new Error(`${path} is no ${name}`, { cause })
  }
}
