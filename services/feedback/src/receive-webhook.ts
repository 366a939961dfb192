import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { secretHeader } from './set-up.ts'

type Options = {
  /** What the header must hold; undefined before Label Studio was ever told. */
  secret: () => string | undefined
  /** Something has changed in Label Studio, and where to look for it. Nothing waits for it. */
  onHint: (look: 'changes' | 'everything') => void
}

export const webhookPath = '/webhooks/label-studio'

/** A webhook with everything in it may be as large as a task with its images. */
export const maxWebhookBytes = 250_000_000

const maxReadBytes = 1_000

/**
 * Takes the webhooks of Label Studio, which waits for a second and sends each once at most: answered at once, and no more of
 * them is read than where to look. What has changed is asked for by API.
 */
export function receiveWebhook({ secret, onHint }: Options): RequestListener {
  return (request, response) => {
    const body = drain(request)
    if (request.url !== webhookPath) return answer(response, 404)
    if (request.method !== 'POST') return answer(response, 405, { Allow: 'POST' })
    if (!isEqual(request.headers[secretHeader.toLowerCase()], secret()))
      return answer(response, 401)
    answer(response, 204)
    void body.then((text) => onHint(lookFor(text)))
  }
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, headers).end()
}

/** Hears the sender out. Resolves to the body; to nothing of one that is longer than a name of an action. */
function drain(request: IncomingMessage): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxReadBytes) chunks.push(chunk)
    if (bytes > maxWebhookBytes) request.destroy()
  })
  request.on('close', () => resolve(bytes <= maxReadBytes ? `${Buffer.concat(chunks)}` : ''))
  return promise
}

/** A deleted task is seen by nothing but its absence. */
function lookFor(body: string): 'changes' | 'everything' {
  return /"action":\s*"TASKS_DELETED"/.test(body) ? 'everything' : 'changes'
}

/** In a time that tells nothing of how much is right. */
function isEqual(given: string | string[] | undefined, expected: string | undefined): boolean {
  if (typeof given !== 'string' || expected === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
