import { expect, test } from 'vitest'
import { testGateway, upload } from './test-gateway.ts'

const gateway = testGateway()

test.each([
  ['X-Forwarded-For', '203.0.113.7'],
  ['Forwarded', 'for=203.0.113.7'],
  ['X-Real-IP', '203.0.113.7'],
  ['Via', '1.1 proxy'],
])('what a proxy brought with %s is not of this machine', async (name, value) => {
  const response = await gateway().ask('/jobs', { headers: { [name]: value } })

  expect(response.status).toBe(401)
})

test.each([
  ['Origin', 'https://example.com'],
  ['Sec-Fetch-Site', 'cross-site'],
])('a page of another site, known by %s, can submit nothing', async (name, value) => {
  const request = { method: 'POST', body: upload(), headers: { [name]: value } }

  const response = await gateway().ask('/extract', request)

  expect(response.status).toBe(401)
  expect(await gateway().files()).toEqual([])
})

test('a page of this machine may submit', async () => {
  const headers = {
    Origin: `http://localhost:${gateway().port()}`,
    'Sec-Fetch-Site': 'same-origin',
  }

  const response = await gateway().ask('/extract', { method: 'POST', body: upload(), headers })

  expect(response.status).toBe(202)
})
