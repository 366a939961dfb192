import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Page } from '@invoice-ml/extraction'
import type { Blobs, Jobs, StoredJob } from '@invoice-ml/storage'

const unpack = promisify(gunzip)

/**
 * What was seen on the pages of a job when it was read, or when an equal upload was; none when nobody kept it, as of an
 * invoice in XML.
 */
export async function readSeenPages(
  job: StoredJob,
  { jobs, blobs }: { jobs: Pick<Jobs, 'equalTo'>; blobs: Pick<Blobs, 'seenPath' | 'read'> },
): Promise<Page[]> {
  for (const id of await jobs.equalTo(job)) {
    const bytes = await blobs.read(blobs.seenPath(id))
    const pages = bytes && (await unpackPages(bytes).catch(undefinedIfTorn))
    if (pages) return pages
  }
  return []
}

/** A power cut leaves a file that was not on the disk yet empty or cut off: it is as if nobody had kept it. */
function undefinedIfTorn(error: unknown): undefined {
  const isTorn = error instanceof Error && 'code' in error && /^Z_/.test(`${error.code}`)
  if (!isTorn) throw error
}

/** Pages as this platform packs them: JSON in gzip. */
export async function unpackPages(bytes: Uint8Array): Promise<Page[]> {
  // Written by us, in a folder that is nobody else's.
  return JSON.parse(String(await unpack(bytes))) as Page[]
}
