import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import express from 'express'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { problemHandler } from './problem-handler.ts'
import { createUploadSlots } from './slots.ts'
import { listenTo } from './testing/listen-to.ts'
import { createUploadReceiver } from './upload.ts'

const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
let count = 0

const app = express()
const receive = createUploadReceiver(() => join(dir, `upload-${count++}`), {
  fileBytes: 1_000,
  slots: createUploadSlots(2),
})
app.post('/', async (request, response) => {
  const { filename, path } = await receive(request, response)
  await rm(path)
  response.json({ filename })
})
app.use(problemHandler(logger))
const server = await listenTo(app)
afterAll(server.close)

const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '../',
          '..\\',
          '/etc/',
          'C:\\',
          'a',
          '.pdf',
          '\0',
          '\r\n',
          'X-Injected: 1',
          '"',
          "'",
          ';',
        ],
        ...[
          'filename*=UTF-8',
          '%00',
          '%2e%2e%2f',
          '\u202E',
          '\u200B',
          '\uFEFF',
          '\u2028',
          '😀',
          'é',
          ' ',
          '<b>',
        ],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

test('whatever a file is called, its name is one printable line without folders', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const disposition = `form-data; name="file"; filename="${name.replaceAll('"', '\\"')}"`
      const body = `--b\r\nContent-Disposition: ${disposition}\r\n\r\n%PDF-1.7\n\r\n--b--\r\n`
      const headers = { 'Content-Type': 'multipart/form-data; boundary=b' }

      const response = await fetch(server.url, { method: 'POST', headers, body })

      // A name with a line break may leave no part that is a file.
      expect([200, 400]).toContain(response.status)
      const { filename = 'refused' } = (await response.json()) as { filename?: string }
      expect(filename).toMatch(/^[^/\\\p{C}\p{Zl}\p{Zp}]{1,255}$/u)
      expect(filename).toBe(filename.trim())
      expect(filename.isWellFormed()).toBe(true)
    }),
    { numRuns: 500, seed: 4_711 },
  )
})
