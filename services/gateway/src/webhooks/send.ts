import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { type AddressGuard, AddressRefused, type CheckedAddress } from './address-guard.ts'

export type Message = {
  url: string
  headers: Record<string, string>
  body: string
  /** Certificates in PEM that are trusted in place of the well-known ones. */
  ca: string | undefined
}

/** What an endpoint said; `error` when it has not received the message, or did not say so to the end. */
export type Answer = {
  status?: number | undefined
  /** Value of `Retry-After`. */
  retryAfter?: string | undefined
  response?: string | undefined
  error?: string | undefined
}

export type Send = (message: Message, stopping: AbortSignal) => Promise<Answer>

const keptBytes = 1_000
// An answer without end is none; a page that a proxy shows is shorter.
const maxAnswerBytes = 1_000_000
const maxErrorLength = 200

/**
 * Posts a message to an address that the guard allows, in `timeoutMs` from the look-up of the host to the end of the answer.
 * Redirects are not followed. Never rejects.
 */
export function createSend(guard: AddressGuard, timeoutMs: number): Send {
  return async (message, stopping) => {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = AbortSignal.any([timeout, stopping])
    const answer: Answer = {}
    try {
      const url = new URL(message.url)
      const addresses = await guard.check(url, signal)
      const response = await post(url, message, addresses, signal)
      answer.status = response.statusCode
      answer.retryAfter = response.headers['retry-after']
      answer.response = await readToEnd(response)
    } catch (error) {
      answer.error = timeout.aborted ? `No answer within ${timeoutMs / 1_000} s` : describe(error)
    }
    return answer
  }
}

async function post(
  url: URL,
  { headers, body, ca }: Message,
  addresses: CheckedAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const isTls = url.protocol === 'https:'
  const options = { method: 'POST', headers, agent: false, lookup: pinnedTo(addresses), signal }
  const request = isTls
    ? https.request(url, { ...options, rejectUnauthorized: true, ...(ca ? { ca } : {}) })
    : http.request(url, options)
  request.on('response', resolve)
  // What happens after the answer has begun, its reader hears.
  request.on('error', reject)
  request.end(body)
  return promise
}

/** The host has been looked up, and what was found was checked: it is not asked for again. */
function pinnedTo(addresses: CheckedAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses
    if (all) done(null, addresses)
    else if (first) done(null, first.address, first.family)
    else done(new Error('No address was checked'), '')
  }
}

/** The beginning of an answer that has come to its end. Rejects when the end does not come, or too late. */
async function readToEnd(response: IncomingMessage): Promise<string> {
  const beginning: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    if (size < keptBytes) beginning.push(chunk)
    size += chunk.length
    // The connection ends with the loop.
    if (size > maxAnswerBytes)
      throw new Error(`Its answer has more than ${maxAnswerBytes / 1_000_000} MB`)
  }
  return Buffer.concat(beginning).subarray(0, keptBytes).toString()
}

function describe(error: unknown): string {
  if (error instanceof AddressRefused) return error.message
  if (!(error instanceof Error)) return String(error).slice(0, maxErrorLength)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return (code ?? error.message).slice(0, maxErrorLength)
}
