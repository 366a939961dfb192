import { z } from 'zod'
import { LabelStudioError } from './error.ts'

export type Credentials = {
  /** The header of a request. */
  authorization: () => Promise<string>
  /** The last header was refused. False when no other can be had: it is not worth asking again. */
  renew: () => Promise<boolean>
}

/** Exchanges a personal access token for an access token. */
type Refresh = (refresh: string) => Promise<unknown>

const Refreshed = z.object({ access: z.string().min(1) })
const Claims = z.object({ exp: z.number() })

// An access token lives for five minutes; it must outlive the longest request.
const renewAheadMs = 90_000

/**
 * Both kinds of token: a legacy one counts for ever, of a personal access token (two dots) an access token is made, and
 * renewed before it ends.
 */
export function createCredentials(token: string, refresh: Refresh, now = Date.now): Credentials {
  if (!isPersonal(token))
    return { authorization: async () => `Token ${token}`, renew: async () => false }

  let current: Promise<{ access: string; expiresAtMs: number }> | undefined
  async function exchange() {
    const answer = Refreshed.safeParse(await refresh(token))
    if (!answer.success)
      throw new LabelStudioError('refused', 'The exchange of the token was answered strangely')
    const { access } = answer.data
    return { access, expiresAtMs: expiryOf(access) ?? now() + renewAheadMs }
  }
  function obtain() {
    const asked = exchange()
    current = asked
    asked.catch(() => {
      // A failure is not remembered.
      if (current === asked) current = undefined
    })
    return asked
  }

  return {
    authorization: async () => {
      const held = await (current ?? obtain())
      const { access } = held.expiresAtMs - now() > renewAheadMs ? held : await obtain()
      return `Bearer ${access}`
    },
    renew: async () => {
      await obtain()
      return true
    },
  }
}

function isPersonal(token: string): boolean {
  return token.split('.').length === 3
}

/** `exp` of a JWT, whose signature is for Label Studio to check. */
function expiryOf(token: string): number | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    return Claims.parse(JSON.parse(payload)).exp * 1_000
  } catch {
    return undefined
  }
}
