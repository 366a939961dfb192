import { ProblemError, readPage, type renderingQueue } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Producer, Signals } from '@invoice-ml/queue'
import { findPageImage } from '@invoice-ml/review'
import type { Blobs, Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { withPatience } from '../with-patience.ts'

type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  signals: Signals
  renderings: Producer<(typeof renderingQueue)['payload']>
}

/** GET /jobs/{job_id}/pages/{page}: drawn by a worker when it is first asked for, kept for the next time. */
export function addReadPage(app: Express, dependencies: Dependencies): void {
  const { jobs, signals } = dependencies
  route(app, readPage, async ({ params, requestId, response, noteRead }) => {
    const { job_id: jobId, page } = params
    const job = await jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
    const image = await withPatience(jobId, { jobs, signals, response }, (patience) =>
      findPageImage({ job, page, requestId }, { ...dependencies, ...patience }),
    )
    noteRead('result.read', jobId)
    response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, max-age=3600' })
    response.send(image)
    return undefined
  })
}
