import { Accepted, Health, Problem } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import { expect, test } from 'vitest'
import { testGateway, upload } from './test-gateway.ts'

const nobodyThere = await freePort()
const withoutRedis = testGateway({
  environment: { REDIS_URL: `redis://127.0.0.1:${nobodyThere}` },
})

test('without Redis a document is accepted all the same', async () => {
  const form = upload({ external_id: 'early' })

  const response = await withoutRedis().ask('/extract', { method: 'POST', body: form })

  expect(response.status).toBe(202)
  const { job_id } = Accepted.parse(await response.json())
  expect((await withoutRedis().ask(`/jobs/${job_id}`)).status).toBe(200)
})

test('without Redis the platform is degraded, and says what is missing', async () => {
  const response = await withoutRedis().ask('/health')

  expect(response.status).toBe(200)
  const health = Health.parse(await response.json())
  expect(health.status).toBe('degraded')
  // Where it is looked for is nothing for everybody.
  expect(health.components.redis).toEqual({ status: 'degraded', detail: 'no answer' })
  expect(health.components.postgres?.status).toBe('healthy')
})

test('without Redis nothing is erased by halves', async () => {
  const gateway = withoutRedis()
  const accepted = await gateway.ask('/extract', { method: 'POST', body: upload() })
  const { job_id } = Accepted.parse(await accepted.json())

  const response = await gateway.ask(`/jobs/${job_id}`, { method: 'DELETE' })

  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('5')
  expect((await gateway.ask(`/jobs/${job_id}`)).status).toBe(200)
})

test('without PostgreSQL a document is refused for a while, and no file stays', async () => {
  const gateway = withoutRedis()
  const before = await gateway.files()
  await gateway.losePostgres()

  const response = await gateway.ask('/extract', { method: 'POST', body: upload() })

  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('5')
  expect(Problem.parse(await response.json()).code).toBe('service-unavailable')
  // What was found out is told for half a second.
  await expect.poll(async () => (await gateway.ask('/health')).status).toBe(503)
  expect(await gateway.files()).toHaveLength(before.length)
})

test('without PostgreSQL an export is refused before its file is begun', async () => {
  const gateway = withoutRedis()
  await gateway.losePostgres()

  const response = await gateway.ask('/exports?format=xlsx')

  expect(response.status).toBe(503)
  expect(Problem.parse(await response.json()).code).toBe('service-unavailable')
})
