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
    if (bytes) return unpackPages(bytes)
  }
  return []
}

/** Pages as this platform packs them: JSON in gzip. */
export async function unpackPages(bytes: Uint8Array): Promise<Page[]> {
  // Written by us, in a folder that is nobody else's.
  return JSON.parse(String(await unpack(bytes))) as Page[]
}
