import { resolve } from 'node:path'
import { createClient } from '../client.ts'
import { whyNoPlatform } from './why-no-platform.ts'

/** A path as the person typed it: npm runs scripts in the checkout, whatever folder they were called from. */
export function fromWhereItWasTyped(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

/** What a command makes of what was typed; ends the process with one line when it throws. */
export function orRefuse<Made>(make: () => Made): Made {
  try {
    return make()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  }
}

/** What an option says, a whole number from 1; ends the process with a message when it says anything else. */
export function atLeastOne(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  process.stderr.write(`--${name} ${text}: expected a whole number from 1\n`)
  process.exit(2)
}

// A folder of documents goes on when the platform has started anew, or its minute of the rate limit is over.
const maxAttempts = 30

/** The platform that INVOICE_API_URL names, or the one of `npm start` on this machine. */
export function connect() {
  const baseUrl = process.env.INVOICE_API_URL || 'http://127.0.0.1:8000'
  const apiKey = process.env.INVOICE_API_KEY || undefined
  return { baseUrl, client: createClient({ baseUrl, apiKey, maxAttempts }) }
}

/** Ends the process with a message, unless the platform answers, or will in a moment. */
export async function requirePlatform(connection: ReturnType<typeof connect>): Promise<void> {
  const why = await whyNoPlatform(connection)
  if (why === undefined) return
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
