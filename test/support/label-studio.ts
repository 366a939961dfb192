import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApi } from './label-studio/api.ts'
import { createRecords, type Records, Refusal, type Task } from './label-studio/records.ts'
import { createTokens } from './label-studio/tokens.ts'

export type LabelStudioDouble = {
  url: string
  records: Records
  tokens: ReturnType<typeof createTokens>
  /** How it misbehaves from now on. */
  mood: Mood
  /** Every request but those for tokens, as "POST /api/projects/". */
  requests: string[]
  tasksOf: (jobId: string) => Task[]
  /** As the API, by somebody who sits before the screen. */
  person: {
    submit: (task: Task, result?: unknown[]) => Promise<number>
    skip: (task: Task) => Promise<number>
    update: (annotation: number, changes: object) => Promise<void>
    remove: (annotation: number) => Promise<void>
    saveDraft: (task: Task, result: unknown[]) => Promise<void>
    removeTask: (task: Task) => Promise<void>
  }
  stop: () => Promise<void>
}

type Mood = {
  /** Connections break before anything is done. */
  isDown: boolean
  /** What is asked is done, and its answer is lost, so many times; of imports of tasks alone. */
  lostAnswers: number
  /** Answers come after so long. */
  slowMs: number
  /** Nothing is answered before. */
  heldUntil: Promise<void> | undefined
  losesWebhooks: boolean
}

/** As a Label Studio should be. */
export const calm: Mood = {
  isDown: false,
  lostAnswers: 0,
  slowMs: 0,
  heldUntil: undefined,
  losesWebhooks: false,
}

const webhookTimeoutMs = 1_000

/** A Label Studio 1.22 that answers as the recorded one did: contract and recordings in test/fixtures/label-studio. */
export async function startLabelStudio(port = 0): Promise<LabelStudioDouble> {
  const records = createRecords()
  const tokens = createTokens()
  const mood: Mood = { ...calm }
  const requests: string[] = []
  const sending = new Set<Promise<void>>()
  const api = createApi(records, (project, action, body) => {
    if (mood.losesWebhooks) return
    for (const hook of records.webhooks.values()) {
      if (hook.project !== project || !hook.is_active) continue
      if (!hook.send_for_all_actions && !hook.actions.includes(action)) continue
      const payload = hook.send_payload ? { action, ...body, project: { id: project } } : { action }
      const sent = post(hook.url, hook.headers, payload).finally(() => sending.delete(sent))
      sending.add(sent)
    }
  })

  const server = createServer(async (request, response) => {
    if (mood.isDown) return void request.socket.destroy()
    const body = await buffer(request)
    await mood.heldUntil
    if (mood.slowMs > 0) await sleep(mood.slowMs)
    try {
      const answer = await handle(request, body)
      const isImport = /\/import\?return_task_ids/.test(request.url ?? '')
      if (isImport && mood.lostAnswers > 0) {
        mood.lostAnswers -= 1
        return void request.socket.destroy()
      }
      respond(response, answer)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      respond(response, { status: error.status, body: error.body })
    }
  })

  async function handle(request: IncomingMessage, body: Buffer<ArrayBuffer>) {
    const { method = 'GET', headers } = request
    const url = new URL(request.url ?? '/', 'http://label-studio')
    const json = () => parseJson(body)
    if (url.pathname === '/api/token/refresh/') {
      const { refresh } = json() as { refresh?: unknown }
      return { status: 200, body: tokens.refresh(refresh) }
    }
    if (url.pathname !== '/health' && url.pathname !== '/api/version')
      tokens.check(headers.authorization)
    requests.push(`${method} ${url.pathname}`)
    const type = headers['content-type'] ?? ''
    const form = () => new Response(body, { headers: { 'content-type': type } }).formData()
    const answer = await api(method, url.pathname, { params: url.searchParams, json, form })
    if (answer !== 'unknown') return answer
    const image = [...records.uploads.values()].find(({ file }) => url.pathname === `/data/${file}`)
    return image ? { status: 200, bytes: image.bytes } : { status: 404, html: '<html></html>' }
  }

  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`
  const inBrowser = (method: string, path: string, json?: unknown) =>
    api(method, path.split('?')[0] ?? '', {
      params: new URLSearchParams(path.split('?')[1]),
      json: () => json,
      form: async () => new FormData(),
    })
  const idOf = (answer: unknown) => (answer as { body: { id: number } }).body.id
  return {
    url,
    records,
    tokens,
    mood,
    requests,
    tasksOf: (jobId) => [...records.tasks.values()].filter(({ data }) => data.job_id === jobId),
    person: {
      submit: async (task, result = task.predictions[0]?.result ?? []) =>
        idOf(await inBrowser('POST', `/api/tasks/${task.id}/annotations/`, { result })),
      skip: async (task) =>
        idOf(
          await inBrowser('POST', `/api/tasks/${task.id}/annotations/?was_cancelled=1`, {
            result: [],
          }),
        ),
      update: async (annotation, changes) => {
        await inBrowser('PATCH', `/api/annotations/${annotation}/`, changes)
      },
      remove: async (annotation) => {
        await inBrowser('DELETE', `/api/annotations/${annotation}/`)
      },
      saveDraft: async (task, result) => {
        await inBrowser('POST', `/api/tasks/${task.id}/drafts`, { result })
      },
      removeTask: async (task) => {
        await inBrowser('DELETE', `/api/tasks/${task.id}/`)
      },
    },
    stop: async () => {
      await Promise.all(sending)
      server.close()
      server.closeAllConnections()
    },
  }
}

type Answer =
  | { status: number; body?: unknown; bytes?: Buffer<ArrayBuffer>; html?: string }
  | undefined

function respond(response: ServerResponse, answer: Answer): void {
  if (!answer) response.writeHead(204).end()
  else if (answer.bytes) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(answer.bytes)
  else if (answer.html) response.writeHead(404, { 'content-type': 'text/html' }).end(answer.html)
  else
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body))
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(`${body}`)
  } catch {
    throw new Refusal(400, 'JSON parse error - Expecting value: line 1 column 1 (char 0)')
  }
}

/** Once, for a second, and whatever is answered. */
async function post(url: string, headers: Record<string, string>, payload: unknown): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(payload),
    signal: AbortSignal.timeout(webhookTimeoutMs),
  })
    .then((response) => response.body?.cancel())
    .catch(() => {})
}
