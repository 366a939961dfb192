import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The ground truth of one document: what `<name>.truth.json` holds of it that scoring needs. */
export const Truth = z.object({
  document: z.string(),
  kind: z.string().default('?'),
  language: z.string().default('?'),
  rendering: z.string().default('?'),
  fields: z.record(z.string(), z.unknown()),
  not_visible: z.array(z.string()).default([]),
})
export type Truth = z.infer<typeof Truth>

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
