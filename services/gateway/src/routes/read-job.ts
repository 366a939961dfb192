import { finalStatuses, ProblemError, readJob } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { presentJob } from '../present-job.ts'

/** GET /jobs/{job_id}: cheap to ask again, by its entity tag. */
export function addReadJob(app: Express, { jobs }: { jobs: Pick<Jobs, 'find'> }): void {
  route(app, readJob, async ({ params, headers }) => {
    const job = await jobs.find(params.job_id)
    if (!job) throw new ProblemError('job-not-found', `There is no ${params.job_id}`)
    const tag = `"${job.version}"`
    const answer: Record<string, string> = { ETag: tag, 'Cache-Control': 'private, no-cache' }
    if (!finalStatuses.includes(job.status)) answer['Retry-After'] = '1'
    if (headers['if-none-match'] === tag) return { status: 304, headers: answer }
    return { status: 200, body: presentJob(job), headers: answer }
  })
}
