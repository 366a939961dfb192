import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sessionQuery, whenSignedIn } from './session.ts'
import { createUploads } from './uploads.ts'

/** What the platform answers, one after the other; 0 is no answer at all. */
let answers: { status: number; code?: string; retryAfter?: string }[]
/** The Idempotency-Key of each request, and how many files it carried. */
let requests: { key: string | undefined; count: number }[]

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  requests = []
  vi.stubGlobal('XMLHttpRequest', function createRequest() {
    const headers = new Map<string, string>()
    const request = {
      upload: {},
      status: 0,
      response: undefined as unknown,
      onload: () => {},
      onerror: () => {},
      open: () => {},
      setRequestHeader: (name: string, value: string) => headers.set(name, value),
      getResponseHeader: () => answer?.retryAfter ?? null,
      send: (form: FormData) => {
        const files = form.getAll('files')
        requests.push({ key: headers.get('Idempotency-Key'), count: files.length })
        request.status = answer?.status ?? 202
        request.response = answer?.code
          ? { code: answer.code, title: answer.code }
          : { entries: files.map((_file, index) => ({ job_id: `job_${index}` })) }
        queueMicrotask(() => (request.status === 0 ? request.onerror() : request.onload()))
      },
    }
    const answer = answers.shift()
    return request
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function files(count: number): File[] {
  return Array.from({ length: count }, (_one, index) => new File(['%PDF-'], `${index}.pdf`))
}

function upload(count: number, whenBack: () => Promise<void> = async () => {}) {
  const uploads = createUploads()
  void uploads.add(files(count), { onSent: () => {}, whenBack })
  return () => uploads.read().files.map(({ state, jobId }) => jobId ?? state)
}

test.each([
  ['was lost', { status: 0 }],
  ['says that the platform is away', { status: 503, code: 'service-unavailable', retryAfter: '1' }],
  ['comes from a proxy whose platform is away', { status: 502 }],
  ['asks to wait', { status: 429, code: 'rate-limited', retryAfter: '1' }],
])(
  'files whose answer %s are sent again under the same key, and others under another',
  async (_what, answer) => {
    answers = [answer]

    const read = upload(21)
    await vi.advanceTimersByTimeAsync(5_000)

    const [first, second, third] = requests
    expect(first?.key).toMatch(/^upload_/)
    expect([second?.key, second?.count]).toEqual([first?.key, 20])
    expect(third?.key).not.toBe(first?.key)
    expect(read()).toHaveLength(21)
    expect(read().every((state) => state.startsWith('job_'))).toBe(true)
  },
)

test('what is never answered is given up after some tries', async () => {
  answers = Array.from({ length: 9 }, () => ({ status: 0 }))

  const read = upload(1)
  await vi.advanceTimersByTimeAsync(60_000)

  expect(requests).toHaveLength(5)
  expect(read()).toEqual(['refused'])
})

test('what the platform refuses is not sent again', async () => {
  answers = [{ status: 413, code: 'request-too-large' }]

  const read = upload(1)
  await vi.advanceTimersByTimeAsync(60_000)

  expect(requests).toHaveLength(1)
  expect(read()).toEqual(['refused'])
})

test('when the session ends everything waits, and goes on with whoever signs in', async () => {
  const client = new QueryClient()
  const says401 = async () => Response.json({ code: 'unauthenticated', title: '' }, { status: 401 })
  vi.stubGlobal('fetch', vi.fn(says401))
  answers = [{ status: 401, code: 'unauthenticated' }]

  const read = upload(21, () => whenSignedIn(client))
  await vi.advanceTimersByTimeAsync(60_000)
  const before = read()
  client.setQueryData(sessionQuery.queryKey, { scopes: [], has_session: true } as never)
  await vi.advanceTimersByTimeAsync(1_000)

  expect(before).toEqual(Array(21).fill('waiting'))
  expect(read().every((state) => state.startsWith('job_'))).toBe(true)
  expect(requests.map(({ count }) => count)).toEqual([20, 20, 1])
})

test('while the platform does not answer everything waits, and goes on by itself once it does', async () => {
  const client = new QueryClient()
  const ask = vi.fn(async () => Response.json({ scopes: [] }))
  for (let times = 0; times < 6; times += 1) ask.mockRejectedValueOnce(new TypeError('no line'))
  vi.stubGlobal('fetch', ask)
  answers = [{ status: 0 }]

  const read = upload(1, () => whenSignedIn(client))
  await vi.advanceTimersByTimeAsync(6_000)
  const before = read()
  await vi.advanceTimersByTimeAsync(60_000)

  expect([before, read()]).toEqual([['waiting'], ['job_0']])
})
