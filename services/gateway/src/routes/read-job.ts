import { finalStatuses, type JobStatus, ProblemError, readJob } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
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
  route(app, readJob, async ({ params, request, response, noteRead }) => {
    const state = await jobs.findVersion(params.job_id)
    if (!state) throw notFound(params.job_id)
    response.set('ETag', tagOf(state))
    if (request.fresh) return { status: 304, headers: headersOf(state) }
    if (state.status === 'completed') noteRead('result.read', params.job_id)
    const known = finalAnswers.get(params.job_id, state.version)
    if (known !== undefined) return { status: 200, json: known, headers: headersOf(state) }

    const job = await jobs.find(params.job_id)
    if (!job) throw notFound(params.job_id)
    const json = JSON.stringify(presentJob(job))
    if (finalStatuses.includes(job.status)) finalAnswers.put(job.id, job.version, json)
    return { status: 200, json, headers: headersOf(job) }
  })
}

type State = { version: number; status: JobStatus }

function tagOf({ version }: State): string {
  return `"${version}"`
}

function headersOf(state: State): Record<string, string> {
  const headers = { ETag: tagOf(state), 'Cache-Control': 'private, no-cache' }
  return finalStatuses.includes(state.status) ? headers : { ...headers, 'Retry-After': '1' }
}

function notFound(jobId: string): ProblemError {
  return new ProblemError('job-not-found', `There is no ${jobId}`)
}
