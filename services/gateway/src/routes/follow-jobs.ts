import { followJobs } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Connection, Signals } from '@invoice-ml/queue'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import type { EventStreams } from '../event-stream.ts'
import { presentJob } from '../present-job.ts'

type Dependencies = {
  jobs: Pick<Jobs, 'find'>
  signals: Signals
  /** Over which the signals are heard. */
  subscriber: Connection
  streams: EventStreams
}

// Hints come in bursts: what changed within this time is told once.
const gatherMs = 200
/** Jobs told of at once; beyond it the client is told to look for itself. */
const mostAtOnce = 50

/** GET /events: every job that changes. */
export function addFollowJobs(app: Express, dependencies: Dependencies): void {
  const { jobs, signals, subscriber, streams } = dependencies
  let connections = 0
  subscriber.redis.on('ready', () => {
    connections += 1
  })
  route(app, followJobs, async (call) => {
    const stream = streams.open(call)
    const changed = new Set<string>()
    let hasMissed = false
    let heardOver = connections
    const unsubscribe = signals.onAnyJob((jobId) => {
      if (changed.size < mostAtOnce) changed.add(jobId)
      else hasMissed = true
    })
    call.noteRead('results.listed')
    try {
      while (await stream.pause(gatherMs)) {
        const ids = [...changed]
        changed.clear()
        // What was said before nobody heard.
        if (heardOver !== connections) hasMissed = true
        heardOver = connections
        if (hasMissed) stream.write('event: missed\ndata: {}\n\n')
        hasMissed = false
        for (const id of ids) stream.write(await eventOf(id, jobs))
      }
    } finally {
      unsubscribe()
      stream.close()
    }
    return undefined
  })
}

async function eventOf(id: string, jobs: Pick<Jobs, 'find'>): Promise<string> {
  const job = await jobs.find(id)
  if (!job) return `event: gone\ndata: ${JSON.stringify({ job_id: id })}\n\n`
  return `event: job\ndata: ${JSON.stringify(presentJob(job))}\n\n`
}
