import { afterEach, expect, test, vi } from 'vitest'
import { readHealth } from './health.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function answer(body: object, status: number): AbortSignal {
  vi.stubGlobal('fetch', async () => Response.json(body, { status }))
  return new AbortController().signal
}

test('a platform that is not well says what is away', async () => {
  const postgres = { status: 'unhealthy' }
  const signal = answer({ status: 'unhealthy', components: { postgres } }, 503)

  const { status, components } = await readHealth(signal)

  expect([status, components]).toEqual(['unhealthy', { postgres }])
})

test('one that does not answer is not known', async () => {
  const signal = answer({ code: 'service-unavailable', title: 'A part is away' }, 503)

  await expect(readHealth(signal)).rejects.toThrow('A part is away')
})
