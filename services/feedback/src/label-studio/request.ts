import { LabelStudioError } from './error.ts'
import { createCredentials } from './token.ts'

type Wanted = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string | number>
  json?: unknown
  form?: FormData
}

export type Answer = { status: number; body: unknown }

/** What was asked, and how and after how many milliseconds it was answered. */
export type Answered = { method: string; path: string; status: number; durationMs: number }

/** Sends a request. Resolves for 2xx and 404. @throws LabelStudioError */
export type Ask = (wanted: Wanted) => Promise<Answer>

// On SQLite the server repeats a locked request by itself.
const timeoutMs = 60_000
// A page of tasks holds each annotation several times.
const maxAnswerBytes = 200_000_000
const proxyStatuses = [408, 429, 502, 503, 504]

type Options = {
  baseUrl: string
  token: string
  stopping: AbortSignal
  onAnswered?: ((answered: Answered) => void) | undefined
}

/** Talks to one Label Studio until it is stopped: with the right header, in bounded time, following no redirect. */
export function createAsk({ baseUrl, token, stopping, onAnswered }: Options): Ask {
  const credentials = createCredentials(token, async (refresh) => {
    const wanted: Wanted = { method: 'POST', path: '/api/token/refresh/', json: { refresh } }
    const answer = await settle(wanted, await send(wanted))
    return answer.body
  })

  async function send(wanted: Wanted, authorization?: string) {
    const { method, path, query = {}, json, form } = wanted
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, `${value}`)
    const timeout = AbortSignal.timeout(timeoutMs)
    const askedAt = Date.now()
    try {
      const answer = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.any([stopping, timeout]),
        headers: {
          ...(authorization ? { Authorization: authorization } : {}),
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: form ?? (json === undefined ? null : JSON.stringify(json)),
      })
      const { status } = answer
      onAnswered?.({ method, path, status, durationMs: Date.now() - askedAt })
      return answer
    } catch (cause) {
      throw new LabelStudioError('away', `${method} ${path} was not answered`, { cause })
    }
  }

  return async (wanted) => {
    const first = await send(wanted, await credentials.authorization())
    if (first.status !== 401 || !(await credentials.renew())) return settle(wanted, first)
    await first.body?.cancel()
    return settle(wanted, await send(wanted, await credentials.authorization()))
  }
}

async function settle({ method, path }: Wanted, response: Response): Promise<Answer> {
  const { status } = response
  const what = `${method} ${path} was answered by ${status}`
  if (proxyStatuses.includes(status) || (status >= 300 && status < 400)) {
    await response.body?.cancel()
    throw new LabelStudioError('away', what, { status })
  }
  const body = await readJson(response, what)
  if (response.ok || status === 404) return { status, body }
  throw new LabelStudioError(status === 401 ? 'unauthorized' : 'refused', describe(what, body), {
    status,
  })
}

async function readJson(response: Response, what: string): Promise<unknown> {
  if (Number(response.headers.get('content-length') ?? 0) > maxAnswerBytes) {
    await response.body?.cancel()
    throw new LabelStudioError('refused', `${what}, with too long an answer`)
  }
  const text = await response.text().catch((cause: unknown) => {
    throw new LabelStudioError('away', `${what}, and the answer broke off`, { cause })
  })
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // An unknown address is answered by a page for people.
    if (!response.ok) return undefined
    throw new LabelStudioError('refused', `${what}, which is no JSON`)
  }
}

/** Says which fields it objected to. Neither a traceback nor what they held. */
function describe(what: string, body: unknown): string {
  if (typeof body !== 'object' || body === null) return what
  const id = 'id' in body ? ` (${body.id})` : ''
  const errors = 'validation_errors' in body ? body.validation_errors : undefined
  const names = errors && typeof errors === 'object' ? Object.keys(errors) : []
  return `${what}${names.length > 0 ? `: ${names.join(', ')}` : ''}${id}`
}
