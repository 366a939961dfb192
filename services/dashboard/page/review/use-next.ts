import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { addressOf, call } from '../api.ts'

// Looked ahead: enough to pass over many that are skipped.
const ahead = 50
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

/** The documents that wait for a person, newest first, those that were passed over last. */
export function useReviewQueue() {
  return useQuery({
    queryKey: ['review-queue'],
    queryFn: async ({ signal }) => {
      const query = {
        needs_review: true,
        status: 'completed',
        limit: ahead,
        view: 'summary',
      } as const
      const { jobs } = await call('get', '/jobs', { query, signal })
      const ids = jobs.map(({ job_id }) => job_id)
      return [...ids.filter((id) => !skipped.has(id)), ...ids.filter((id) => skipped.has(id))]
    },
  })
}

/** The document to look at after this one, its page fetched beforehand; undefined when there is none. */
export function useNextToReview(currentId: string): string | undefined {
  const { data } = useReviewQueue()
  const client = useQueryClient()
  const next = data?.find((id) => id !== currentId && !skipped.has(id))
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
