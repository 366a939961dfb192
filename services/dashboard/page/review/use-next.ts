import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { addressOf, call } from '../api.ts'
import { beginsRound, nextAfter, readWaiting } from './review-round.ts'

const pageSize = 50
/** Looked ahead: whoever passes over several at once still knows where to go. */
const ahead = 10
/** What was passed over goes to the end, as long as the page is open. */
const skipped = new Set<string>()

/** Passes a document over for now. */
export function skipDocument(id: string): void {
  skipped.add(id)
}

/** Takes it up again. */
export function unskipDocument(id: string): void {
  skipped.delete(id)
}

/** Begins another round once a document is open that was passed over, as were all others. */
export function useTakenUp(id: string, isInQueue: boolean): void {
  const { data } = useReviewQueue()
  const isKnown = data !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it is known what waits
  useEffect(() => {
    if (isInQueue && beginsRound(id, data, skipped)) skipped.clear()
  }, [isKnown])
}

const waitingQuery = queryOptions({
  queryKey: ['review-queue'],
  queryFn: ({ signal }) => readWaiting((cursor) => readPage(cursor, signal), skipped, ahead),
})

/** The documents that wait for a person, newest first, those that were passed over last. */
export function useReviewQueue() {
  return useQuery(waitingQuery)
}

/** Those that wait now: of an earlier look, some may have been confirmed or deleted elsewhere since. */
export function useReviewQueueAnew() {
  const query = useQuery({ ...waitingQuery, refetchOnMount: 'always' })
  const { data, error, refetch, isFetchedAfterMount, isFetching } = query
  // What is taken out of the list while it is read counts as a look at it, and is none.
  const isOld = !isFetchedAfterMount || (isFetching && data !== undefined && data.length > 0)
  if (isOld) return { data: undefined, error: null, refetch }
  return { data: error ? undefined : data, error, refetch }
}

async function readPage(cursor: string | undefined, signal: AbortSignal) {
  const query = {
    needs_review: true,
    status: 'completed',
    limit: pageSize,
    cursor,
    view: 'summary',
  } as const
  const { jobs, next_cursor } = await call('get', '/jobs', { query, signal })
  return { ids: jobs.map(({ job_id }) => job_id), next: next_cursor }
}

/** The document to look at after this one, its page fetched beforehand; undefined when there is none. */
export function useNextToReview(currentId: string): string | undefined {
  const { data = [] } = useReviewQueue()
  const client = useQueryClient()
  const next = nextAfter(currentId, data, skipped)
  useEffect(() => {
    if (next === undefined) return
    void client.prefetchQuery({
      queryKey: ['job', next],
      queryFn: () => call('get', '/jobs/{job_id}', { params: { job_id: next } }),
    })
    new Image().src = addressOf('/jobs/{job_id}/pages/{page}', { job_id: next, page: 1 })
  }, [client, next])
  return next
}
