import { parse } from 'node:path'
import type { facturxQueue } from '@invoice-ml/contracts'
import type { Handler } from '@invoice-ml/queue'
import type { Settings } from '@invoice-ml/runtime'
import type { z } from 'zod'
import { type MakeFileDependencies, makeFile } from './make-file.ts'

type Payload = z.infer<(typeof facturxQueue)['payload']>

// Enough to print it again: A4 at about 200 dpi.
const maxPixels = 3_900_000

/** Makes a Factur-X of a job's document and of the XML that the gateway has left beside where the file will be. */
export function assembleFacturX(
  dependencies: MakeFileDependencies & { settings: Settings },
): Handler<Payload> {
  const { blobs, settings } = dependencies
  const { api, worker } = settings
  return ({ jobId, digest, pages }, job) => {
    const outPath = blobs.facturxPath(jobId, digest)
    return blobs.lend(`${outPath}.xml`, (xmlPath) =>
      makeFile(
        {
          jobId,
          outPath,
          request: ({ mediaType, options, filename }, places) => ({
            type: 'facturx',
            id: `${jobId}.${digest}`,
            mediaType,
            options,
            limits: { maxPages: api.max_pages, maxMegapixels: api.max_megapixels },
            maxPixels,
            pages,
            title: parse(filename).name,
            xmlPath,
            ...places,
          }),
          deadlineMs: worker.document_timeout_seconds * 1_000,
          perPageMs: worker.page_timeout_seconds * 1_000,
        },
        dependencies,
        job,
      ),
    )
  }
}
