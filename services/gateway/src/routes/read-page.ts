import { readFile } from 'node:fs/promises'
import { ProblemError, readPage, type renderingQueue } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Producer, Signals } from '@invoice-ml/queue'
import type { Blobs, Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { awaitFile } from '../await-file.ts'
import { refuseErased } from '../refuse-erased.ts'

type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  signals: Signals
  renderings: Producer<(typeof renderingQueue)['payload']>
}

/** GET /jobs/{job_id}/pages/{page}: drawn by a worker when it is first asked for, kept for the next time. */
export function addReadPage(app: Express, dependencies: Dependencies): void {
  const { jobs, blobs, signals, renderings } = dependencies
  route(app, readPage, async ({ params, requestId, response, noteRead }) => {
    const { job_id: jobId, page } = params
    const job = await jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
    refuseErased(job)
    const path = blobs.pagePath(jobId, page)
    const ask = () => renderings.add({ jobId, page, requestId })
    await awaitFile({ jobId, path, ask, response }, signals)
    noteRead('result.read', jobId)
    response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, max-age=3600' })
    response.send(await readFile(path))
    return undefined
  })
}
