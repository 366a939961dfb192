import { finalStatuses, ProblemError, readJob } from '@invoice-ml/contracts'
import { type Answer, route } from '@invoice-ml/http'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { createFinalAnswers } from '../final-answers.ts'
import { presentJob } from '../present-job.ts'

/** GET /jobs/{job_id}: cheap to ask again, by its entity tag and because what has ended is remembered. */
export function addReadJob(
  app: Express,
  { jobs }: { jobs: Pick<Jobs, 'find' | 'findVersion'> },
): void {
  const finalAnswers = createFinalAnswers()
  route(app, readJob, async ({ params, headers }) => {
    const version = await jobs.findVersion(params.job_id)
    if (version === undefined) throw notFound(params.job_id)
    if (headers['if-none-match'] === tagOf(version))
      return { status: 304, headers: headersOf(version) }
    const known = finalAnswers.get(params.job_id, version)
    if (known !== undefined) return { status: 200, json: known, headers: headersOf(version) }

    const job = await jobs.find(params.job_id)
    if (!job) throw notFound(params.job_id)
    const answer = { status: 200, json: JSON.stringify(presentJob(job)) } satisfies Answer
    if (!finalStatuses.includes(job.status))
      return { ...answer, headers: { ...headersOf(job.version), 'Retry-After': '1' } }
    finalAnswers.put(job.id, job.version, answer.json)
    return { ...answer, headers: headersOf(job.version) }
  })
}

function tagOf(version: number): string {
  return `"${version}"`
}

function headersOf(version: number): Record<string, string> {
  return { ETag: tagOf(version), 'Cache-Control': 'private, no-cache' }
}

function notFound(jobId: string): ProblemError {
  return new ProblemError('job-not-found', `There is no ${jobId}`)
}
