import { problems } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { createClient } from '../client.ts'
import { whyNoPlatform } from './why-no-platform.ts'

const baseUrl = 'http://platform.test'
const { status, title } = problems.unauthenticated
const detail = 'Without an API key only the machine itself is served, as localhost or 127.0.0.1'
const refusal = {
  type: '/problems/unauthenticated',
  code: 'unauthenticated',
  status,
  title,
  detail,
}

/** What a command says of a server that answers so. */
function whyNot(answer: { status: number; data?: unknown; location?: string }) {
  const client = createClient({ baseUrl })
  const { status, data = '<html>', location } = answer
  const headers = location === undefined ? {} : { location }
  client.http.defaults.adapter = async (config) => ({
    config,
    status,
    data,
    headers,
    statusText: '',
  })
  return whyNoPlatform({ baseUrl, client })
}

test('a platform that refuses says why in its own words, whatever its version', async () => {
  const newer = { ...refusal, code: 'too-early', detail: 'It opens at nine' }

  expect(await whyNot({ status, data: refusal })).toBe(`${baseUrl} answers: ${detail}`)
  expect(await whyNot({ status, data: newer })).toBe(`${baseUrl} answers: It opens at nine`)
})

test.each([502, 503, 504])(
  'a proxy before a platform that starts anew answers %i',
  async (status) => {
    expect(await whyNot({ status })).toBeUndefined()
  },
)

test('who is no platform is told from one', async () => {
  expect(await whyNot({ status: 200, data: { name: 'invoice-ml' } })).toBeUndefined()
  expect(await whyNot({ status: 404 })).toMatch("answers 404, which is no platform's")
  expect(await whyNot({ status: 301, location: 'https://elsewhere.test' })).toMatch('answers 301')
})
