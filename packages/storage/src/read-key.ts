import { createHash } from 'node:crypto'
import type { ReadOptions } from './schema.ts'

/** Digest of the options that change what is read. */
export function optionsDigest({ pages }: ReadOptions): string {
  return createHash('sha256').update(JSON.stringify({ pages })).digest('hex').slice(0, 16)
}

/** What uploads share that one reading answers: bytes and options. */
export function readKeyOf(sha256: string, options: ReadOptions): string {
  return `${sha256}.${optionsDigest(options)}`
}
