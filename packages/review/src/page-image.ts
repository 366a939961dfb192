import { ProblemError, type renderingQueue } from '@invoice-ml/contracts'
import type { Producer } from '@invoice-ml/queue'
import type { Blobs, StoredJob } from '@invoice-ml/storage'
import { awaitMadeFile, type MadeFileStore, type Patience, refuseErased } from './made-file.ts'

export type WantedPage = { job: StoredJob; page: number; requestId: string }

type Dependencies = Patience & {
  blobs: Pick<Blobs, 'pagePath'> & MadeFileStore
  renderings: Pick<Producer<(typeof renderingQueue)['payload']>, 'add'>
}

/**
 * The JPEG of a page: drawn by a worker when it is first asked for, kept for the next time.
 *
 * @throws ProblemError `file-erased`, why the page cannot be drawn, `service-unavailable` when nobody draws it in time
 */
export async function findPageImage(
  { job, page, requestId }: WantedPage,
  { blobs, renderings, ...patience }: Dependencies,
): Promise<Buffer<ArrayBuffer>> {
  refuseErased(job)
  const path = blobs.pagePath(job.id, page)
  const ask = () => renderings.add({ jobId: job.id, page, requestId })
  await awaitMadeFile({ path, ask }, { blobs, ...patience })
  const image = await blobs.read(path)
  if (!image) throw new ProblemError('file-erased', `The pages of ${job.id} are gone`)
  return image
}
