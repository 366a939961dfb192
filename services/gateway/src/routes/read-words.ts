import { type PageWords, ProblemError, readWords } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import { readSeenPages } from '@invoice-ml/review'
import type { Blobs, Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'

type Dependencies = {
  jobs: Pick<Jobs, 'find' | 'equalTo'>
  blobs: Pick<Blobs, 'seenPath' | 'read'>
}

/** GET /jobs/{job_id}/pages/{page}/words: what a box that a person draws can be read from. */
export function addReadWords(app: Express, { jobs, blobs }: Dependencies): void {
  route(app, readWords, async ({ params, noteRead }) => {
    const job = await jobs.find(params.job_id)
    if (!job) throw new ProblemError('job-not-found', `There is no ${params.job_id}`)
    const pages = await readSeenPages(job, { jobs, blobs })
    const seen = pages.find(({ number }) => number === params.page)
    noteRead('result.read', job.id)
    const body: PageWords = {
      words: (seen?.words ?? []).map(({ text, box }) => ({ text, bbox: box })),
    }
    return { status: 200, body }
  })
}
