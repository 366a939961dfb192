import type { Job } from '@invoice-ml/contracts'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { addressOf } from './api.ts'
import { dropJob, keepJob, readNewest } from './jobs.ts'

const reopenAfterMs = 5_000
/** Numbers and lists are read again at most this often, however much happens. */
const readAgainEveryMs = 1_500

/** Keeps what is on the page up to date by events, as long as somebody looks. */
export function useLiveUpdates(isAllowed: boolean): void {
  const client = useQueryClient()
  useEffect(() => (isAllowed ? follow(client) : undefined), [client, isAllowed])
}

/** Returns how to stop. */
function follow(client: QueryClient): () => void {
  let source: EventSource | undefined
  let reopening: number | undefined
  const later = createLater(client)

  function open(): void {
    source = new EventSource(addressOf('/events'))
    // What changed before, or while the line was down, was told to nobody.
    source.onopen = () => later.readAgain()
    source.addEventListener('job', ({ data }) => {
      // The gateway made it by the schema of a job.
      if (!keepJob(client, JSON.parse(data) as Job)) later.readAgain()
      else later.readNumbersAgain()
    })
    source.addEventListener('gone', ({ data }) => {
      // As the gateway writes it.
      const { job_id } = JSON.parse(data) as Pick<Job, 'job_id'>
      dropJob(client, job_id)
      // Rows that are on their way may hold it still.
      if (client.isFetching({ queryKey: ['jobs'] }) > 0) later.readAgain()
      else later.readNumbersAgain()
    })
    source.addEventListener('missed', () => later.readAgain())
    source.onerror = () => {
      // The browser reconnects by itself unless it was refused.
      if (source?.readyState !== EventSource.CLOSED) return
      reopening = window.setTimeout(open, reopenAfterMs)
    }
  }

  open()
  return () => {
    source?.close()
    window.clearTimeout(reopening)
    later.stop()
  }
}

/** Reads again after a while, once for all that was asked meanwhile. */
function createLater(client: QueryClient) {
  let timer: number | undefined
  let isListStale = false
  function ask(): void {
    timer ??= window.setTimeout(() => {
      timer = undefined
      if (isListStale) void readNewest(client)
      isListStale = false
      for (const key of ['stats', 'history', 'review-queue'])
        void client.invalidateQueries({ queryKey: [key] })
    }, readAgainEveryMs)
  }
  return {
    readAgain: () => {
      isListStale = true
      ask()
    },
    readNumbersAgain: ask,
    stop: () => window.clearTimeout(timer),
  }
}
