import { finalStatuses, followJob, ProblemError } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Signals } from '@invoice-ml/queue'
import type { Jobs, StoredJob } from '@invoice-ml/storage'
import type { Express, Response } from 'express'
import { watchJob } from '../await-job.ts'
import { presentJob } from '../present-job.ts'

type Dependencies = { jobs: Pick<Jobs, 'find'>; signals: Signals; stopping: AbortSignal }

const heartbeatMs = 15_000
const reconnectMs = 1_000

/** GET /jobs/{job_id}/events. The id of an event is the version of the job, so a stream resumes anywhere. */
export function addFollowJob(app: Express, { jobs, signals, stopping }: Dependencies): void {
  route(app, followJob, async ({ params, headers, response, noteRead }) => {
    const watch = watchJob(signals, params.job_id, { steps: true })
    const closed = new AbortController()
    response.on('close', () => closed.abort())
    let heartbeat: NodeJS.Timeout | undefined
    const signal = AbortSignal.any([closed.signal, stopping])
    try {
      let job = await jobs.find(params.job_id)
      if (!job) throw new ProblemError('job-not-found', `There is no ${params.job_id}`)
      if (signal.aborted) return undefined
      let seen = lastSeen(headers['last-event-id'])
      open(response)
      heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
      while (job) {
        const isFinal = finalStatuses.includes(job.status)
        // A final state is told even to who has seen it: it is what ends the stream.
        if (job.version > seen || isFinal) tell(response, job)
        if (job.status === 'completed') noteRead('result.read', job.id)
        seen = job.version
        if (isFinal || signal.aborted) break
        await watch.next(signal)
        job = await jobs.find(params.job_id)
      }
    } finally {
      // Before the end: what is written after it would be an error of nobody's.
      clearInterval(heartbeat)
      if (response.headersSent) response.end()
      watch.stop()
    }
    return undefined
  })
}

/** An id that no event of ours had resumes from the beginning. */
function lastSeen(lastEventId: string | undefined): number {
  return /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0
}

function open(response: Response): void {
  response.status(200)
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // A proxy that buffers would hold events back.
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  response.write(`retry: ${reconnectMs}\n\n`)
}

function tell(response: Response, job: StoredJob): void {
  response.write(`id: ${job.version}\nevent: job\ndata: ${JSON.stringify(presentJob(job))}\n\n`)
}
