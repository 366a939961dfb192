import type { Job } from '@invoice-ml/contracts'
import { type InfiniteData, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { type ListFilter, type Rows, toRow } from './jobs.ts'
import { dropJob, keepJob } from './keep-job.ts'

function job(id: string, own: Partial<Job> = {}): Job {
  const created_at = '2026-01-15T10:30:00Z'
  const updated_at = '2026-01-15T10:30:00Z'
  return { job_id: id, filename: `${id}.pdf`, status: 'queued', created_at, updated_at, ...own }
}

function page(ids: string, next?: string): Rows {
  return { rows: [...ids].map((id) => toRow(job(id))), next }
}

/** A list that is looked at, of which these pages were read. */
function listOf(pages: Rows[], filter: ListFilter = {}) {
  const client = new QueryClient()
  const queryKey = ['jobs', filter]
  client.setQueryData(queryKey, { pages, pageParams: pages.map(() => undefined) })
  new InfiniteQueryObserver(client, {
    queryKey,
    queryFn: async () => page(''),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).subscribe(() => {})
  const list = () => client.getQueryData<InfiniteData<Rows>>(queryKey)?.pages ?? []
  return { client, list, ids: () => list().map(({ rows }) => rows.map(({ id }) => id).join('')) }
}

test('a document that is gone is taken out of the list, however far down it is', () => {
  const pages = [page('fed', 'd'), page('cba')]
  const { client, list, ids } = listOf(pages)

  dropJob(client, 'b')

  expect(ids()).toEqual(['fed', 'ca'])
  expect(list()[0]).toBe(pages[0])
})

test('a document that is gone waits for nobody, and cannot be come back to', () => {
  const { client } = listOf([])
  client.setQueryData(['review-queue'], ['a', 'b'])
  client.setQueryData(['job', 'b'], job('b'))

  dropJob(client, 'b')

  expect(client.getQueryData(['review-queue'])).toEqual(['a'])
  expect(client.getQueryData(['job', 'b'])).toBeUndefined()
})

test('a document that is gone and waited for nobody leaves the list of those that wait as old as it was', () => {
  const { client } = listOf([])
  client.setQueryData(['review-queue'], ['a'], { updatedAt: 1 })

  dropJob(client, 'b')

  expect(client.getQueryState(['review-queue'])?.dataUpdatedAt).toBe(1)
})

test('a document that no longer fits the filter is taken out, however far down it is', () => {
  const { client, ids } = listOf([page('fed', 'd'), page('cba')], { status: 'queued' })

  const isUpToDate = keepJob(client, job('b', { status: 'completed' }))

  expect([isUpToDate, ids()]).toEqual([true, ['fed', 'ca']])
})

test('one that now fits and is not shown has the list read again', () => {
  const { client } = listOf([page('fed', 'd')], { status: 'completed' })

  const isUpToDate = keepJob(client, job('b', { status: 'completed' }))

  expect(isUpToDate).toBe(false)
})

test('an answer that was overtaken changes nothing', () => {
  const { client, list } = listOf([page('ab')])
  const newer = job('a', { status: 'completed', updated_at: '2026-01-15T10:30:02.001Z' })
  keepJob(client, newer)

  const isUpToDate = keepJob(client, job('a', { updated_at: '2026-01-15T10:30:02Z' }))

  expect(isUpToDate).toBe(true)
  expect(client.getQueryData(['job', 'a'])).toEqual(newer)
  expect(list()[0]?.rows.map(({ status }) => status)).toEqual(['completed', 'queued'])
})
