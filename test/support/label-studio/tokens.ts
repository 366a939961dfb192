import { randomUUID } from 'node:crypto'
import { Refusal } from './records.ts'

const accessSeconds = 300

/** One legacy token, one personal access token, and the access tokens made from it. */
export function createTokens() {
  const accesses = new Map<string, number>()
  const jwt = (claims: object) =>
    ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), randomUUID()].join('.')
  const personal = jwt({ token_type: 'refresh' })
  const tokens = {
    legacy: 'a'.repeat(40),
    personal,
    isLegacyOn: true,
    /** How many access tokens were made. */
    refreshes: 0,
    /** Every access token ends now, whatever it says of itself. */
    endAccesses: () => accesses.clear(),
    refresh: (refresh: unknown) => {
      if (refresh !== personal) throw new Refusal(401, 'Token is invalid')
      const exp = Math.floor(Date.now() / 1_000) + accessSeconds
      const access = jwt({ token_type: 'access', exp, jti: randomUUID() })
      accesses.set(access, exp)
      tokens.refreshes += 1
      return { access }
    },
    /** @throws Refusal 401 */
    check: (header: string | undefined) => {
      const [kind, token = ''] = (header ?? '').split(' ')
      if (kind === 'Token') {
        if (token !== tokens.legacy) throw new Refusal(401, 'Invalid token.')
        if (!tokens.isLegacyOn)
          throw new Refusal(
            401,
            'Authentication token no longer valid: legacy token authentication has been disabled for this organization',
          )
        return
      }
      const exp = kind === 'Bearer' ? accesses.get(token) : undefined
      if (exp === undefined || exp * 1_000 < Date.now())
        throw new Refusal(401, 'Authentication credentials were not provided.')
    },
  }
  return tokens
}
