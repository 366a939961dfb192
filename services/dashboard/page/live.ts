import type { Job } from '@invoice-ml/contracts'
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { addressOf } from './api.ts'
import { readNewest } from './jobs.ts'
import { dropJob, keepJob } from './keep-job.ts'
import { readUnfinished } from './read-unfinished.ts'
import { sessionQuery } from './session.ts'

const reopenAfterMs = 5_000
/** Numbers and lists are read again at most this often, however much happens. */
const readAgainEveryMs = 1_500
/** How often one looks for oneself. */
const lookEveryMs = 5_000
/** What counts documents, in one way or another; not the calibration, which is dear to compute and changes slowly. */
const shownNumbers = ['stats', 'history', 'suppliers', 'review-queue']

/** Keeps what is on the page up to date by events, as long as somebody looks. */
export function useLiveUpdates(isAllowed: boolean): void {
  const client = useQueryClient()
  useEffect(() => (isAllowed ? follow(client) : undefined), [client, isAllowed])
}

/**
 * Follows the events while the page is in sight: a browser has six connections for all its tabs, and what is kept open by
 * those that nobody looks at is lacking elsewhere. Returns how to stop.
 */
export function follow(client: QueryClient): () => void {
  let source: EventSource | undefined
  let reopening: number | undefined
  let looking: number | undefined
  let isOpen = false
  const later = createLater(client)

  function open(): void {
    source = new EventSource(addressOf('/events'))
    source.onopen = () => {
      isOpen = true
      // What changed before, or while the line was down, was told to nobody.
      later.readAgain()
      const session = client.getQueryState(sessionQuery.queryKey)
      if (session?.status === 'error')
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    }
    source.addEventListener('job', ({ data }) => {
      // The gateway made it by the schema of a job.
      keep(JSON.parse(data) as Job)
    })
    source.addEventListener('gone', ({ data }) => {
      // As the gateway writes it.
      drop((JSON.parse(data) as Pick<Job, 'job_id'>).job_id)
    })
    source.addEventListener('missed', () => later.readAgain())
    source.onerror = () => {
      isOpen = false
      // Whoever asks who is signed in learns why: to enter a key, or that the platform does not answer.
      const { queryKey } = sessionQuery
      void client.invalidateQueries({ queryKey }, { cancelRefetch: false })
      // The browser reconnects by itself unless it was refused.
      if (source?.readyState !== EventSource.CLOSED) return
      reopening = window.setTimeout(open, reopenAfterMs)
    }
  }

  function keep(job: Job): void {
    later.take(job.job_id, () => keepJob(client, job))
  }

  function drop(jobId: string): void {
    later.take(jobId, () => {
      dropJob(client, jobId)
      return true
    })
  }

  function lookForLost(): void {
    if (isOpen) void readUnfinished(client, { onJob: keep, onGone: drop })
    else later.readAgain()
  }

  function close(): void {
    source?.close()
    isOpen = false
    window.clearTimeout(reopening)
    window.clearInterval(looking)
  }

  function look(): void {
    close()
    if (document.visibilityState !== 'visible') return
    open()
    looking = window.setInterval(lookForLost, lookEveryMs)
  }

  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    close()
    later.stop()
  }
}

/** Does again after a while what may have been undone, and reads again what is stale: once for all that was asked meanwhile. */
function createLater(client: QueryClient) {
  let timer: number | undefined
  let isStale = false
  let isReadingNewest = false
  /** By job, what has changed while rows were on their way that do not show it. */
  const overtaken = new Map<string, () => void>()

  function ask(): void {
    timer ??= window.setTimeout(() => {
      timer = undefined
      if (isAnyOnItsWay()) ask()
      else void readAll()
    }, readAgainEveryMs)
  }

  function isAnyOnItsWay(): boolean {
    const isOfJobs = ({ queryKey }: Query) => queryKey[0] === 'jobs' || queryKey[0] === 'job'
    return isReadingNewest || client.isFetching({ predicate: isOfJobs }) > 0
  }

  async function readAll(): Promise<void> {
    for (const change of overtaken.values()) change()
    overtaken.clear()
    for (const key of [...shownNumbers, ...(isStale ? ['job'] : [])])
      void client.invalidateQueries({ queryKey: [key] })
    if (!isStale) return
    isStale = false
    isReadingNewest = true
    await readNewest(client).finally(() => {
      isReadingNewest = false
    })
  }

  function readAgain(): void {
    isStale = true
    ask()
  }

  return {
    readAgain,
    /** Takes a change over; `change` says whether that was enough. */
    take: (jobId: string, change: () => boolean) => {
      const mayBeUndone = isAnyOnItsWay()
      if (!change()) readAgain()
      // Only the last is done again.
      overtaken.delete(jobId)
      if (mayBeUndone) overtaken.set(jobId, change)
      ask()
    },
    stop: () => window.clearTimeout(timer),
  }
}
