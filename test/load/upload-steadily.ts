import { Agent, request } from 'node:http'

export type UploadLoad = {
  url: string
  apiKey: string
  /** A PDF; each upload is one of its own. */
  pdf: Uint8Array
  perSecond: number
  seconds: number
}

/** Milliseconds of each answer 202, and how often each other answer or error came. */
export type UploadOutcome = { acceptedMs: number[]; refused: Map<string, number> }

const boundary = 'invoice-ml-load'
const tickMs = 5

/**
 * Posts documents at a steady rate, whether those before were answered or not, as many clients would. The bodies are prepared,
 * so that next to nothing is computed here.
 */
export async function uploadSteadily(load: UploadLoad): Promise<UploadOutcome> {
  const { perSecond, seconds } = load
  const agent = new Agent({ keepAlive: true, maxSockets: 512 })
  const outcome: UploadOutcome = { acceptedMs: [], refused: new Map() }
  const total = perSecond * seconds
  const body = bodyOf(load.pdf)
  const pending: Promise<void>[] = []
  const startedAt = performance.now()
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond))
    while (pending.length < due) pending.push(post(load, body(pending.length), agent, outcome))
    await new Promise((resolve) => setTimeout(resolve, tickMs))
  }
  await Promise.all(pending)
  agent.destroy()
  return outcome
}

/** The body of the n-th upload: the same document with another comment at its end, so that none was read before. */
function bodyOf(pdf: Uint8Array): (index: number) => Buffer {
  const run = process.pid.toString(36) + Date.now().toString(36)
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="load.pdf"\r\n\r\n`,
  )
  const tail = (index: number) => Buffer.from(`\n% ${run} ${index}\n\r\n--${boundary}--\r\n`)
  return (index) => Buffer.concat([head, pdf, tail(index)])
}

function post(
  { url, apiKey }: UploadLoad,
  body: Buffer,
  agent: Agent,
  { acceptedMs, refused }: UploadOutcome,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const startedAt = performance.now()
  const count = (what: string) => refused.set(what, (refused.get(what) ?? 0) + 1)
  const sent = request(`${url}/extract`, {
    method: 'POST',
    agent,
    headers: {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': body.length,
      'X-API-Key': apiKey,
    },
  })
  sent.on('response', (response) => {
    response.resume().on('end', () => {
      if (response.statusCode === 202) acceptedMs.push(performance.now() - startedAt)
      else count(`${response.statusCode}`)
      resolve()
    })
  })
  sent.on('error', (error) => {
    count('code' in error ? String(error.code) : error.message)
    resolve()
  })
  sent.end(body)
  return promise
}
