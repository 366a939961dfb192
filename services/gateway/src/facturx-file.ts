import { createHash } from 'node:crypto'
import {
  type Extraction,
  type exportJob,
  type FacturxPages,
  type facturxQueue,
  ProblemError,
} from '@invoice-ml/contracts'
import { exportCii } from '@invoice-ml/formats'
import type { Call } from '@invoice-ml/http'
import type { Producer, Signals } from '@invoice-ml/queue'
import { awaitMadeFile, refuseErased } from '@invoice-ml/review'
import type { Blobs, Jobs, StoredJob } from '@invoice-ml/storage'
import { type ExportFile, fileOf } from './export-file.ts'
import { withPatience } from './with-patience.ts'

export type FacturxDependencies = {
  jobs: Pick<Jobs, 'findVersion'>
  blobs: Pick<Blobs, 'uploadPath' | 'facturxPath' | 'exists' | 'read' | 'erase' | 'write' | 'open'>
  signals: Signals
  facturx: Producer<(typeof facturxQueue)['payload']>
}

type Wanted = { job: StoredJob; extraction: Extraction; pages: FacturxPages } & Pick<
  Call<typeof exportJob>,
  'requestId' | 'response'
>

/**
 * The document of a job with its extraction in it: made by a worker when it is first asked for, since it opens a file that
 * nobody trusts, and kept with the pages.
 *
 * @throws ProblemError `export-incomplete`, `file-erased`, `job-not-found`, for what is wrong with the document,
 * `service-unavailable`
 */
export async function facturxFile(
  { job, extraction, pages, requestId, response }: Wanted,
  { jobs, blobs, signals, facturx }: FacturxDependencies,
): Promise<ExportFile> {
  refuseErased(job)
  if (job.mediaType === 'application/xml')
    throw new ProblemError('export-incomplete', 'An invoice in XML has no pages to show', {
      errors: [{ path: 'file', message: 'has no pages to show' }],
    })
  const xml = exportCii(extraction)
  const digest = createHash('sha256').update(`${pages} ${xml}`).digest('hex').slice(0, 32)
  const path = blobs.facturxPath(job.id, digest)
  const ask = async () => {
    await blobs.write(`${path}.xml`, xml)
    await facturx.add({ jobId: job.id, digest, pages, requestId })
  }
  await withPatience(job.id, { jobs, signals, response }, (patience) =>
    awaitMadeFile({ path, ask }, { blobs, ...patience }),
  )
  return fileOf('pdf', await blobs.open(path))
}
