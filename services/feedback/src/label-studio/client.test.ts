import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLabelStudio } from './client.ts'

const { signal: stopping } = new AbortController()
// Answers everything as the address of an upload is answered.
const server = createServer((_request, response) =>
  response.end(JSON.stringify({ id: 3, file: 'upload/1/0123abcd-page.jpg' })),
)
let origin = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address === 'object') origin = `http://127.0.0.1:${address?.port}`
})

afterAll(() => void server.close())

test.each([
  ['', undefined, '/data'],
  ['/', undefined, '/data'],
  ['/label-studio/', undefined, '/label-studio/data'],
  ['', 'https://tools.example.com/label-studio', '/label-studio/data'],
  ['/inside', 'https://label-studio.example.com', '/data'],
])(
  'asked at %j and opened at %j, Label Studio has its images in %s',
  async (path, host, folder) => {
    const studio = createLabelStudio({ url: `${origin}${path}`, host, token: 'legacy', stopping })

    expect(await studio.uploadAddress(3)).toBe(`${folder}/upload/1/0123abcd-page.jpg`)
  },
)

test('what was asked, and how it was answered, is told without the token', async () => {
  const told: unknown[] = []
  const onAnswered = (answered: unknown) => told.push(answered)
  const studio = createLabelStudio({ url: origin, token: 'legacy', stopping, onAnswered })

  await studio.uploadAddress(3)

  expect(told).toEqual([
    {
      method: 'GET',
      path: '/api/import/file-upload/3',
      status: 200,
      durationMs: expect.any(Number),
    },
  ])
})
