import { readFile, rm, stat } from 'node:fs/promises'
import { Problem, ProblemError, readPage, type renderingQueue } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Producer, Signals } from '@invoice-ml/queue'
import type { Blobs, Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { watchJob } from '../await-job.ts'

type Dependencies = {
  jobs: Jobs
  blobs: Blobs
  signals: Signals
  renderings: Producer<(typeof renderingQueue)['payload']>
}

const patienceMs = 20_000

/** GET /jobs/{job_id}/pages/{page}: drawn by a worker when it is first asked for, kept for the next time. */
export function addReadPage(app: Express, dependencies: Dependencies): void {
  const { jobs, blobs } = dependencies
  route(app, readPage, async ({ params, requestId, response, noteRead }) => {
    const { job_id: jobId, page } = params
    const job = await jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
    if (job.fileErasedAt)
      throw new ProblemError(
        'file-erased',
        `The file of ${jobId} was kept until ${job.fileErasedAt.toISOString()}`,
      )
    const path = blobs.pagePath(jobId, page)
    if (!(await exists(path))) await drawn({ jobId, page, requestId, path }, dependencies)
    noteRead('result.read', jobId)
    response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, max-age=3600' })
    response.send(await readFile(path))
    return undefined
  })
}

type Wanted = { jobId: string; page: number; requestId: string; path: string }

async function drawn(wanted: Wanted, { signals, renderings }: Dependencies): Promise<void> {
  const { jobId, page, requestId, path } = wanted
  const signal = AbortSignal.timeout(patienceMs)
  const watch = watchJob(signals, jobId, { steps: false })
  // Why it could not be drawn the last time may be over.
  await rm(problemPath(path), { force: true })
  try {
    await renderings.add({ jobId, page, requestId }).catch((error: unknown) => {
      throw unavailable('The page cannot be drawn while Redis is away', error)
    })
    while (!signal.aborted) {
      await watch.next(signal)
      if (await exists(path)) return
      await throwProblemOf(path)
    }
  } finally {
    watch.stop()
  }
  throw unavailable('No worker has drawn the page in time')
}

function unavailable(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('service-unavailable', detail, { cause, retryAfterSeconds: 5 })
}

function problemPath(path: string): string {
  return `${path}.problem.json`
}

/** A worker that could not draw the page leaves the reason beside it. */
async function throwProblemOf(path: string): Promise<void> {
  const reason = problemPath(path)
  if (!(await exists(reason))) return
  const { code, detail, title } = Problem.parse(JSON.parse(await readFile(reason, 'utf8')))
  throw new ProblemError(code, detail ?? title)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
