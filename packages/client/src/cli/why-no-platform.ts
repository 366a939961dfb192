import { ProblemError } from '@invoice-ml/contracts'
import { accept, UnknownAnswer } from '../accept.ts'
import type { Client } from '../client.ts'
import { isPassing, passes } from '../repeat.ts'

type Connection = { baseUrl: string; client: Pick<Client, 'http'> }

/**
 * Why there is no platform to be asked: in its own words when it is one, that refuses. Undefined when it answers, and when what
 * is in the way passes, since uploads are repeated.
 */
export async function whyNoPlatform({ baseUrl, client }: Connection): Promise<string | undefined> {
  const answer = await client.http.get('/').catch(() => undefined)
  if (!answer) return `No platform answers at ${baseUrl}. Start one: npm start`
  try {
    accept(answer)
    return undefined
  } catch (error) {
    if (isPassing(error, passes)) return undefined
    const isProblem =
      error instanceof ProblemError || (error instanceof UnknownAnswer && error.code !== undefined)
    if (isProblem) return `${baseUrl} answers: ${error.message}`
    return `${baseUrl} answers ${answer.status}, which is no platform's. Its address belongs in INVOICE_API_URL.`
  }
}
