import { Problem } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import { expect, test } from 'vitest'
import { testGateway, upload } from './test-gateway.ts'

const gateway = testGateway({
  settings: {
    INVOICE_API__RATE_LIMIT__EXTRACT_PER_MINUTE: '2',
    INVOICE_API__RATE_LIMIT__REQUESTS_PER_MINUTE: '4',
    INVOICE_API__TRUSTED_PROXIES: '[127.0.0.0/8]',
  },
})
const nobodyThere = await freePort()
const withoutRedis = testGateway({
  settings: { INVOICE_API__RATE_LIMIT__EXTRACT_PER_MINUTE: '1' },
  environment: { REDIS_URL: `redis://127.0.0.1:${nobodyThere}` },
})

const withKey = (key: string) => ({ headers: { 'X-API-Key': key } })
const extract = (key: string) => ({ method: 'POST', body: upload(), ...withKey(key) })

test('an answer says what is left, in the words of the draft', async () => {
  const key = await gateway().createKey({})

  const { headers } = await gateway().ask('/extract', extract(key))

  expect(headers.get('ratelimit-policy')).toBe('"extract";q=2;w=60, "requests";q=4;w=60')
  expect(headers.get('ratelimit')).toMatch(/^"extract";r=1;t=\d+, "requests";r=3;t=\d+$/)
})

test('who has used up its uploads is told when to come back, and may still read', async () => {
  const key = await gateway().createKey({})
  await gateway().ask('/extract', extract(key))
  await gateway().ask('/extract', extract(key))
  const before = (await gateway().files()).length

  const refused = await gateway().ask('/extract', extract(key))
  const reading = await gateway().ask('/jobs', withKey(key))

  expect(refused.status).toBe(429)
  expect(Problem.parse(await refused.json()).code).toBe('rate-limited')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit')).toContain('"extract";r=0')
  expect(await gateway().files()).toHaveLength(before)
  expect(reading.status).toBe(200)
})

test('each key has a limit to itself, and may have another one', async () => {
  const [one, other] = [await gateway().createKey({}), await gateway().createKey({})]
  const large = await gateway().createKey({ extractPerMinute: 50, requestsPerMinute: 70 })
  await gateway().ask('/extract', extract(one))

  const answers = [
    await gateway().ask('/extract', extract(other)),
    await gateway().ask('/extract', extract(large)),
  ]

  const left = answers.map(({ headers }) => headers.get('ratelimit')?.replaceAll(/;t=\d+/g, ''))
  expect(left).toEqual(['"extract";r=1, "requests";r=3', '"extract";r=49, "requests";r=69'])
})

test('who tries keys is counted by where it comes from, as a trusted proxy says', async () => {
  const attempt = (address: string) =>
    gateway().ask('/jobs', { headers: { 'X-Forwarded-For': `10.0.0.1, ${address}` } })
  await gateway().createKey({})

  const statuses = []
  for (let time = 0; time < 5; time += 1) statuses.push((await attempt('192.0.2.7')).status)

  expect(statuses).toEqual([401, 401, 401, 401, 429])
  expect((await attempt('192.0.2.8')).status).toBe(401)
})

test('without Redis documents are taken all the same, and limits hold in each process', async () => {
  const key = await withoutRedis().createKey({})

  const first = await withoutRedis().ask('/extract', extract(key))
  const second = await withoutRedis().ask('/extract', extract(key))

  expect([first.status, second.status]).toEqual([202, 429])
})
