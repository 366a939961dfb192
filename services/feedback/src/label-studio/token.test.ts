import { expect, test } from 'vitest'
import { createCredentials } from './token.ts'

const personal = 'header.payload.signature'

function tokenUntil(seconds: number): string {
  return `h.${Buffer.from(JSON.stringify({ exp: seconds })).toString('base64url')}.s`
}

/** A clock, and an exchange that gives tokens of five minutes. */
function exchange() {
  const clock = { ms: 1_000_000 }
  const asked: string[] = []
  const refresh = async (token: string) => {
    asked.push(token)
    return { access: tokenUntil(clock.ms / 1_000 + 300) }
  }
  const credentials = createCredentials(personal, refresh, () => clock.ms)
  return { clock, asked, credentials }
}

test('a legacy token is shown as it is, and cannot be renewed', async () => {
  const credentials = createCredentials('abc', () => Promise.reject(new Error('not asked')))

  expect(await credentials.authorization()).toBe('Token abc')
  expect(await credentials.renew()).toBe(false)
})

test('an access token is used until shortly before its end, and exchanged ahead of it', async () => {
  const { clock, asked, credentials } = exchange()

  const first = await credentials.authorization()
  clock.ms += 200_000
  const second = await credentials.authorization()
  clock.ms += 20_000
  const third = await credentials.authorization()

  expect(first).toBe(`Bearer ${tokenUntil(1_300)}`)
  expect(second).toBe(first)
  expect(third).toBe(`Bearer ${tokenUntil(1_520)}`)
  expect(asked).toEqual([personal, personal])
})

test('requests at the same time share one exchange', async () => {
  const { asked, credentials } = exchange()

  await Promise.all([credentials.authorization(), credentials.authorization()])

  expect(asked).toHaveLength(1)
})

test('an exchange that failed is tried again', async () => {
  let isAway = true
  const credentials = createCredentials(personal, async () => {
    if (isAway) throw new Error('away')
    return { access: tokenUntil(Date.now() / 1_000 + 300) }
  })
  await expect(credentials.authorization()).rejects.toThrow('away')

  isAway = false

  expect(await credentials.authorization()).toMatch(/^Bearer h\./)
})
