import { ProblemError, type ReviewState, reviewJob } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Jobs, ReviewRequest, ReviewRequests } from '@invoice-ml/storage'
import type { Express } from 'express'

type Dependencies = {
  jobs: Pick<Jobs, 'find'>
  reviews: Pick<ReviewRequests, 'ask'>
  /** Whether anything goes to Label Studio at all. */
  isEnabled: boolean
}

/** POST /jobs/{job_id}/review: a row, which `feedback` finds; Label Studio may be away. */
export function addReviewJob(app: Express, { jobs, reviews, isEnabled }: Dependencies): void {
  route(app, reviewJob, async ({ params }) => {
    const jobId = params.job_id
    const job = await jobs.find(jobId)
    if (!job) throw notFound(jobId)
    if (!isEnabled) throw new ProblemError('feedback-off', 'api.feedback_loop.enabled is false')
    if (job.status !== 'completed')
      throw new ProblemError('job-not-completed', `${jobId} is ${job.status}`)
    if (job.fileErasedAt)
      throw new ProblemError('file-erased', `The file of ${jobId} can no longer be shown`)
    if (job.reading?.pages === 0)
      throw new ProblemError('page-not-found', `${jobId} is an invoice in XML: it has no pages`)
    const request = await reviews.ask(jobId)
    if (!request) throw notFound(jobId)
    return { status: 202, body: present(request) }
  })
}

function notFound(jobId: string): ProblemError {
  return new ProblemError('job-not-found', `There is no ${jobId}`)
}

function present(request: ReviewRequest): ReviewState {
  return {
    job_id: request.jobId,
    reason: request.reason,
    status: request.status,
    task_ids: request.taskIds,
    created_at: request.createdAt.toISOString(),
    sent_at: request.sentAt?.toISOString(),
    problem: request.status === 'failed' ? request.problem : undefined,
  }
}
