import type { renderingQueue } from '@invoice-ml/contracts'
import type { Handler } from '@invoice-ml/queue'
import type { Settings } from '@invoice-ml/runtime'
import type { z } from 'zod'
import { type MakeFileDependencies, makeFile } from './make-file.ts'

type Payload = z.infer<(typeof renderingQueue)['payload']>

export type Dependencies = MakeFileDependencies & { settings: Settings }

// Enough to read small print on a screen: A4 at about 170 dpi.
const maxPixels = 2_800_000
const deadlineMs = 30_000

/** Draws one page of a job's document as JPEG, where the gateway looks for it. */
export function drawPage(dependencies: Dependencies): Handler<Payload> {
  const { blobs, settings } = dependencies
  return ({ jobId, page }, job) => {
    const outPath = blobs.pagePath(jobId, page)
    return makeFile(
      {
        jobId,
        outPath,
        request: ({ mediaType }, places) => ({
          type: 'render',
          id: `${jobId}.${page}`,
          mediaType,
          page,
          maxPixels,
          maxMegapixels: settings.api.max_megapixels,
          ...places,
        }),
        deadlineMs,
        perPageMs: 0,
      },
      dependencies,
      job,
    )
  }
}
