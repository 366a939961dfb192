import { deleteJob, ProblemError } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { type EraseDependencies, eraseJob } from '../erase-job.ts'

type Dependencies = EraseDependencies & { jobs: Pick<Jobs, 'find'> }

/** DELETE /jobs/{job_id}: cancels what runs, and erases everything. */
export function addDeleteJob(app: Express, dependencies: Dependencies): void {
  route(app, deleteJob, async ({ params }) => {
    const job = await dependencies.jobs.find(params.job_id)
    if (!job || !(await eraseJob(job, dependencies)))
      throw new ProblemError('job-not-found', `There is no ${params.job_id}`)
    return { status: 204 }
  })
}
