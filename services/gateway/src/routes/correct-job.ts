import { correctJob, ProblemError } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import { type ApplyDependencies, applyCorrections } from '@invoice-ml/review'
import type { Express } from 'express'
import { presentJob } from '../present-job.ts'

/** PUT /jobs/{job_id}/corrections: a person's word replaces the machine's, and the supplier is remembered. */
export function addCorrectJob(app: Express, dependencies: ApplyDependencies): void {
  route(app, correctJob, async ({ params, body, requestId }) => {
    const jobId = params.job_id
    const decide = async () => ({ corrections: body })
    await applyCorrections({ jobId, requestId, decide }, dependencies)
    const job = await dependencies.jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
    return { status: 200, body: presentJob(job) }
  })
}
