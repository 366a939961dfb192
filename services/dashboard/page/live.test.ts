import type { Job } from '@invoice-ml/contracts'
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError, call } from './api.ts'
import { type Rows, toRow } from './jobs.ts'
import { follow } from './live.ts'

/** The lines to the platform that were opened, as a browser gives them. */
let lines: (EventTarget & {
  isOpen: boolean
  readyState: number
  close: () => void
  onopen?: () => void
  onerror?: () => void
})[]
let tab: EventTarget & { visibilityState: string }
let stop: (() => void) | undefined

beforeEach(() => {
  vi.useFakeTimers()
  lines = []
  tab = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', tab)
  function openLine() {
    const line = Object.assign(new EventTarget(), { isOpen: true, readyState: 1, close: () => {} })
    line.close = () => {
      line.isOpen = false
    }
    lines.push(line)
    return line
  }
  vi.stubGlobal('EventSource', Object.assign(openLine, { CLOSED: 2 }))
})
afterEach(() => {
  stop?.()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function turnTo(visibilityState: string): void {
  tab.visibilityState = visibilityState
  tab.dispatchEvent(new Event('visibilitychange'))
}

function say(type: string, data?: unknown): void {
  lines.at(-1)?.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }))
}

test('a tab that nobody looks at holds no line, and has one again when it is looked at', () => {
  stop = follow(new QueryClient())

  const open = ['hidden', 'visible'].map((state) => {
    turnTo(state)
    return lines.map(({ isOpen }) => isOpen)
  })

  expect(open).toEqual([[false], [false, true]])
})

test('what was missed is read again, the document that is open too', async () => {
  const client = new QueryClient()
  const read = vi.fn(async () => 'the document')
  new QueryObserver(client, { queryKey: ['job', 'a'], queryFn: read }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  stop = follow(client)

  say('missed')
  await vi.advanceTimersByTimeAsync(2_000)

  expect(read).toHaveBeenCalledTimes(2)
})

test('a document that is open and was deleted is read again, which tells of it', async () => {
  const client = new QueryClient()
  const read = vi.fn(async () => 'the document')
  new QueryObserver(client, { queryKey: ['job', 'a'], queryFn: read }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  stop = follow(client)

  say('gone', { job_id: 'a' })
  await vi.advanceTimersByTimeAsync(5_000)

  expect(read).toHaveBeenCalledTimes(2)
})

test('a document that was read has its numbers read again, not the calibration, which costs much', async () => {
  const client = new QueryClient()
  const numbers = ['stats', 'calibration'].map((key) => {
    const read = vi.fn(async () => key)
    new QueryObserver(client, { queryKey: [key], queryFn: read }).subscribe(() => {})
    return read
  })
  await vi.advanceTimersByTimeAsync(0)
  stop = follow(client)

  say('job', jobOf('a', 'completed'))
  await vi.advanceTimersByTimeAsync(2_000)

  expect(numbers.map((read) => read.mock.calls.length)).toEqual([2, 1])
})

test('a line that is refused has the session looked at, which says why, and is opened again', async () => {
  const client = new QueryClient()
  const read = vi.fn(async () => 'the session')
  new QueryObserver(client, { queryKey: ['session'], queryFn: read }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  stop = follow(client)

  const line = lines.at(-1)
  if (line) line.readyState = EventSource.CLOSED
  line?.onerror?.()
  await vi.advanceTimersByTimeAsync(5_000)

  expect(read).toHaveBeenCalledTimes(2)
  expect(lines).toHaveLength(2)
})

test('the end of a document that was told to nobody is found, and asked for no more', async () => {
  const client = new QueryClient()
  const list = listOf(client, async () => pageOf('b'))
  const ended = { ...jobOf('b', 'completed'), updated_at: '2026-01-15T10:30:09Z' }
  const ask = vi.fn(async (_address: string) => Response.json(ended))
  vi.stubGlobal('fetch', ask)
  await vi.advanceTimersByTimeAsync(0)
  stop = follow(client)

  lines.at(-1)?.onopen?.()
  await vi.advanceTimersByTimeAsync(4_000)
  ask.mockClear()
  await vi.advanceTimersByTimeAsync(20_000)

  const rows = list.getCurrentResult().data?.pages.flatMap((page) => page.rows)
  expect(rows?.map(({ status }) => status)).toEqual(['completed'])
  expect(ask.mock.calls.map(([address]) => address)).toEqual(['/dashboard/api/jobs/b'])
})

test('an open document whose deletion was told to nobody is found to be gone, and asked for no more', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const gone = { code: 'job-not-found', title: '', status: 404 }
  const ask = vi.fn(async () => Response.json(gone, { status: 404 }))
  vi.stubGlobal('fetch', ask)
  client.setQueryData(['job', 'a'], jobOf('a', 'processing'))
  const open = new QueryObserver(client, {
    queryKey: ['job', 'a'],
    queryFn: () => call('get', '/jobs/{job_id}', { params: { job_id: 'a' } }),
    staleTime: 60_000,
  })
  open.subscribe(() => {})
  stop = follow(client)

  lines.at(-1)?.onopen?.()
  await vi.advanceTimersByTimeAsync(20_000)

  expect(open.getCurrentResult().error).toBeInstanceOf(ApiError)
  expect(ask.mock.calls.length).toBeLessThan(4)
})

test('as long as the line is down the list is read again', async () => {
  const client = new QueryClient()
  const list = listOf(client, async () => ({ rows: [], next: undefined }))
  const jobs = [jobOf('b', 'completed')]
  vi.stubGlobal('fetch', async () => Response.json({ jobs }))
  await vi.advanceTimersByTimeAsync(0)
  stop = follow(client)

  lines.at(-1)?.onerror?.()
  await vi.advanceTimersByTimeAsync(10_000)

  const rows = list.getCurrentResult().data?.pages.flatMap((page) => page.rows)
  expect(rows?.map(({ id }) => id)).toEqual(['b'])
})

test.each([
  ['a change that is told while more rows are on their way is not undone by them', []],
  ['nor does it undo what is told afterwards', ['processing']],
] as const)('%s', async (_what, earlier) => {
  const client = new QueryClient()
  const list = listOf(client, async (id) => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return pageOf(id)
  })
  await vi.advanceTimersByTimeAsync(100)
  stop = follow(client)

  void list.fetchNextPage()
  for (const status of earlier) {
    say('job', jobOf('a', status))
    await vi.advanceTimersByTimeAsync(100)
  }
  say('job', jobOf('a', 'completed'))
  await vi.advanceTimersByTimeAsync(2_000)

  const rows = list.getCurrentResult().data?.pages.flatMap((page) => page.rows)
  expect(rows?.map(({ id, status }) => [id, status])).toEqual([
    ['a', 'completed'],
    ['b', 'queued'],
  ])
})

/** A list that is looked at, by what its pages hold. */
function listOf(client: QueryClient, read: (pageParam: string) => Promise<Rows>) {
  const list = new InfiniteQueryObserver(client, {
    queryKey: ['jobs', {}],
    initialPageParam: 'a',
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: ({ next }: Rows) => next,
  })
  list.subscribe(() => {})
  return list
}

function pageOf(id: string): Rows {
  return { rows: [toRow(jobOf(id, 'queued'))], next: id === 'a' ? 'b' : undefined }
}

function jobOf(id: string, status: Job['status']): Job {
  return {
    job_id: id,
    filename: `${id}.pdf`,
    status,
    created_at: '2026-01-15T10:30:00Z',
    updated_at: '2026-01-15T10:30:00Z',
  }
}
