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
    // Written by the worker, in a folder that is nobody else's.
    if (bytes) return JSON.parse(String(await unpack(bytes))) as Page[]
  }
  return []
}
