import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Truth } from '@invoice-ml/scoring'

const suffix = '.truth.json'

/** Every truth of a folder by name, in the order of the names. */
export function readTruths(dir: string): Map<string, Truth> {
  const files = readdirSync(dir)
    .filter((file) => file.endsWith(suffix))
    .sort()
  return new Map(
    files.map((file) => [
      file.slice(0, -suffix.length),
      Truth.parse(JSON.parse(readFileSync(join(dir, file), 'utf8'))),
    ]),
  )
}
