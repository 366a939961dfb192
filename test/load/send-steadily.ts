import { Agent, type RequestOptions, request } from 'node:http'

/** What is sent in the first `warmUpSeconds` is not counted, and comes on top. */
export type Pace = { perSecond: number; warmUpSeconds: number; seconds: number }

type Target = Pace & { url: string; apiKey: string }

/** Milliseconds of each answer that was hoped for, and how often each other answer or error came. */
export type Outcome = { answeredMs: number[]; failed: Map<string, number> }

type Call = { options: RequestOptions; body?: Buffer; hopedFor: number }

const boundary = 'invoice-ml-load'
const tickMs = 5
const longestMs = 60_000

/** Posts a PDF, each time as a document of its own. */
export function uploadSteadily({ pdf, ...target }: Target & { pdf: Uint8Array }): Promise<Outcome> {
  const bodyOf = bodies(pdf)
  return sendSteadily(target, '/extract', (index) => {
    const body = bodyOf(index)
    const headers = {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': body.length,
    }
    return { options: { method: 'POST', headers }, body, hopedFor: 202 }
  })
}

/** Asks for one job. */
export function pollSteadily({ jobId, ...target }: Target & { jobId: string }): Promise<Outcome> {
  return sendSteadily(target, `/jobs/${jobId}`, () => ({ options: {}, hopedFor: 200 }))
}

/**
 * Sends requests at a steady rate, whether those before were answered or not, as many clients would. The bodies are prepared,
 * so that next to nothing is computed here.
 */
async function sendSteadily(
  { url, apiKey, perSecond, warmUpSeconds, seconds }: Target,
  path: string,
  callOf: (index: number) => Call,
): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 })
  const outcome: Outcome = { answeredMs: [], failed: new Map() }
  const uncounted: Outcome = { answeredMs: [], failed: outcome.failed }
  const first = perSecond * warmUpSeconds
  const total = first + perSecond * seconds
  const pending: Promise<void>[] = []
  const startedAt = performance.now()
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond))
    while (pending.length < due) {
      const { options, ...call } = callOf(pending.length)
      const noted = pending.length < first ? uncounted : outcome
      const headers = { ...options.headers, 'X-API-Key': apiKey }
      pending.push(
        send(`${url}${path}`, { ...call, options: { ...options, agent, headers } }, noted),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, tickMs))
  }
  await Promise.all(pending)
  agent.destroy()
  return outcome
}

/** The body of the n-th upload: the same document with another comment at its end, so that none was read before. */
function bodies(pdf: Uint8Array): (index: number) => Buffer {
  const run = process.pid.toString(36) + Date.now().toString(36)
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="load.pdf"\r\n\r\n`,
  )
  const tail = (index: number) => Buffer.from(`\n% ${run} ${index}\n\r\n--${boundary}--\r\n`)
  return (index) => Buffer.concat([head, pdf, tail(index)])
}

function send(
  url: string,
  { options, body, hopedFor }: Call,
  { answeredMs, failed }: Outcome,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const startedAt = performance.now()
  const count = (what: string) => failed.set(what, (failed.get(what) ?? 0) + 1)
  const fail = (error: Error) => {
    count('code' in error ? String(error.code) : error.message)
    resolve()
  }
  const sent = request(url, options)
  sent.on('response', (response) => {
    response.on('error', fail)
    response.resume().on('end', () => {
      if (response.statusCode === hopedFor) answeredMs.push(performance.now() - startedAt)
      else count(`${response.statusCode}`)
      resolve()
    })
  })
  sent.on('error', fail)
  sent.setTimeout(longestMs, () => sent.destroy(new Error(`no answer within ${longestMs} ms`)))
  sent.end(body)
  return promise
}
