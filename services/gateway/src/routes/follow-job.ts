import { finalStatuses, followJob, ProblemError } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Signals } from '@invoice-ml/queue'
import type { Jobs, StoredJob } from '@invoice-ml/storage'
import type { Express } from 'express'
import { watchJob } from '../await-job.ts'
import type { EventStream, EventStreams } from '../event-stream.ts'
import { presentJob } from '../present-job.ts'

type Dependencies = { jobs: Pick<Jobs, 'find'>; signals: Signals; streams: EventStreams }

/** GET /jobs/{job_id}/events. The id of an event is the version of the job, so a stream resumes anywhere. */
export function addFollowJob(app: Express, { jobs, signals, streams }: Dependencies): void {
  route(app, followJob, async (call) => {
    const { params, headers, noteRead } = call
    const watch = watchJob(signals, params.job_id, { steps: true })
    let stream: EventStream | undefined
    try {
      let job = await jobs.find(params.job_id)
      if (!job) throw new ProblemError('job-not-found', `There is no ${params.job_id}`)
      let seen = lastSeen(headers['last-event-id'])
      stream = streams.open(call)
      while (job) {
        const isFinal = finalStatuses.includes(job.status)
        // A final state is told even to who has seen it: it is what ends the stream.
        if (job.version > seen || isFinal) tell(stream, job)
        if (job.status === 'completed') noteRead('result.read', job.id)
        seen = job.version
        if (isFinal || stream.signal.aborted) break
        await watch.next(stream.signal)
        job = await jobs.find(params.job_id)
      }
    } finally {
      stream?.close()
      watch.stop()
    }
    return undefined
  })
}

/** An id that no event of ours had resumes from the beginning. */
function lastSeen(lastEventId: string | undefined): number {
  return /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0
}

function tell(stream: EventStream, job: StoredJob): void {
  stream.write(`id: ${job.version}\nevent: job\ndata: ${JSON.stringify(presentJob(job))}\n\n`)
}
