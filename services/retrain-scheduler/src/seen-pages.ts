import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Page } from '@invoice-ml/extraction'

const unpack = promisify(gunzip)

/** Pages as JSON in gzip; undefined when the file is not there. */
export async function readPages(path: string): Promise<Page[] | undefined> {
  try {
    // Written by this platform, in a folder that is nobody else's.
    return JSON.parse(String(await unpack(await readFile(path)))) as Page[]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
