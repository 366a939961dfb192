import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Calibration, Ranker } from '@invoice-ml/contracts'
import type { z } from 'zod'
import { sync } from './sync.ts'

/** What the confidences of a model are corrected by; undefined when nothing lies beside it. */
export function readCalibration(folder: string): Promise<Calibration | undefined> {
  return read(join(folder, 'calibration.json'), Calibration)
}

/** Replaces it in one go. */
export function writeCalibration(folder: string, calibration: Calibration): Promise<void> {
  return write(folder, 'calibration.json', calibration)
}

/** What corrections have added to the weights by which a model's candidates are chosen. */
export function readRanker(folder: string): Promise<Ranker | undefined> {
  return read(join(folder, 'ranker.json'), Ranker)
}

/** Replaces it in one go. */
export function writeRanker(folder: string, ranker: Ranker): Promise<void> {
  return write(folder, 'ranker.json', ranker)
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function write(folder: string, name: string, content: object): Promise<void> {
  const partial = join(folder, `${name}.partial`)
  await writeFile(partial, `${JSON.stringify(content, null, 2)}\n`)
  await sync(partial)
  await rename(partial, join(folder, name))
  await sync(folder)
}
