import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { secretHeader } from './set-up.ts'

type Options = {
  /** What the header must hold; undefined before Label Studio was ever told. */
  secret: () => string | undefined
  /** Something has changed in Label Studio. Nothing waits for it. */
  onHint: () => void
}

export const webhookPath = '/webhooks/label-studio'

/** A webhook with everything in it may be as large as a task with its images. */
export const maxWebhookBytes = 250_000_000

/**
 * Takes the webhooks of Label Studio, which waits for a second and sends each once at most: answered at once, and nothing of
 * them is read. What has changed is asked for by API.
 */
export function receiveWebhook({ secret, onHint }: Options): RequestListener {
  return (request, response) => {
    drain(request)
    if (request.url !== webhookPath) return answer(response, 404)
    if (request.method !== 'POST') return answer(response, 405, { Allow: 'POST' })
    if (!isEqual(request.headers[secretHeader.toLowerCase()], secret()))
      return answer(response, 401)
    answer(response, 204)
    onHint()
  }
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, headers).end()
}

/** Reads the body, so that its sender is heard out, and keeps none of it. */
function drain(request: IncomingMessage): void {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxWebhookBytes) request.destroy()
  })
}

/** In a time that tells nothing of how much is right. */
function isEqual(given: string | string[] | undefined, expected: string | undefined): boolean {
  if (typeof given !== 'string' || expected === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
