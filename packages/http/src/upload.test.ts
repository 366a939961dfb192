import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { Problem } from '@invoice-ml/contracts'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import express from 'express'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { problemHandler } from './problem-handler.ts'
import { createUploadSlots } from './slots.ts'
import { listenTo } from './testing/listen-to.ts'
import { createUploadReceiver, type Upload } from './upload.ts'

const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const fileBytes = 1_000_000

let uploads: string
let names = 0
let newPath: () => string
beforeEach(async () => {
  uploads = await mkdtemp(join(dir, 'uploads-'))
  newPath = () => join(uploads, `upload-${names++}`)
})

const app = express()
const receive = createUploadReceiver(() => newPath(), { fileBytes, slots: createUploadSlots(2) })
app.post('/', async (request, response) => {
  response.json(await receive(request, response))
})
let arrived = 0
const outcomes: string[] = []
// What stands between a request and its receiver, as looking up a key, takes time in which its client may go away.
app.post('/late', async (request, response) => {
  arrived += 1
  await once(request, 'error')
  const outcome = receive(request, response).then(() => 'received', String)
  outcomes.push(await outcome)
})
app.use(problemHandler(logger))
const server = await listenTo(app)
afterAll(server.close)

const pdf = '%PDF-1.7\n'

function formOf(...parts: [name: string, content: Blob | string, filename?: string][]): FormData {
  const form = new FormData()
  for (const [name, content, filename] of parts) {
    if (typeof content === 'string') form.append(name, content)
    else form.append(name, content, filename)
  }
  return form
}

async function post(body: RequestInit['body'], headers?: Record<string, string>) {
  // Node wants to be told that a body of unknown length may come while the answer does.
  const init = { method: 'POST', body, duplex: 'half', ...(headers ? { headers } : {}) }
  return fetch(server.url, init as RequestInit)
}

async function accepted(body: FormData): Promise<Upload> {
  const response = await post(body)
  expect(response.status).toBe(200)
  // What the receiver returned, written as JSON by the route above.
  return (await response.json()) as Upload
}

async function refused(body: RequestInit['body'], headers?: Record<string, string>) {
  const response = await post(body, headers)
  const problem = Problem.parse(await response.json())
  return { status: response.status, code: problem.code }
}

const files = () => readdirSync(uploads)

test('an upload lies on disk, with its digests and what was said beside it', async () => {
  const body = formOf(
    ['pages', '1-3'],
    ['file', new Blob([pdf]), 'facture.pdf'],
    ['priority', 'batch'],
  )

  const upload = await accepted(body)

  expect(upload).toEqual({
    path: join(uploads, files()[0] ?? ''),
    filename: 'facture.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 9,
    sha256: '0716f9264c9fe19f5d7455276107f3ddcc1d3497f63d60689a73558ae8a1bf5e',
    md5: 'b491de58ba84d5e12333a236add6ddb5',
    form: { pages: '1-3', priority: 'batch' },
  })
  expect(readFileSync(upload.path, 'utf8')).toBe(pdf)
})

test.each([
  ['a path', '../../etc/passwd', 'passwd'],
  ['a path of Windows', 'C:\\Scans\\facture.pdf', 'facture.pdf'],
  ['accents', 'Société Générale – août.pdf', 'Société Générale – août.pdf'],
  ['a sign that turns the text around', 'facture\u202Efdp.exe', 'facturefdp.exe'],
  ['an end of a line that few know', 'fac\u2028ture.pdf', 'facture.pdf'],
  ['nothing to see', '\u200B', 'document'],
  ['this folder', '.', 'document'],
  ['the folder above', '..', 'document'],
  ['a folder alone', 'scans/', 'document'],
])('of a name with %s, what is a name is kept', async (_what, given, kept) => {
  const body = formOf(['file', new Blob([pdf]), given])

  const upload = await accepted(body)

  expect(upload.filename).toBe(kept)
})

test('the content decides what it is, whatever its name', async () => {
  const body = formOf(['file', new Blob([pdf], { type: 'image/png' }), 'facture.png'])

  const upload = await accepted(body)

  expect(upload.mediaType).toBe('application/pdf')
})

test('a file of exactly the allowed size is taken', async () => {
  const body = formOf(['file', new Blob([pdf, Buffer.alloc(fileBytes - 9)]), 'facture.pdf'])

  const upload = await accepted(body)

  expect(upload.sizeBytes).toBe(1_000_000)
})

const document = () => new Blob([pdf])
const manyTexts = Array.from({ length: 21 }, (_, i): [string, string] => [`text${i}`, 'x'])

test.each([
  ['no file', 400, 'file-missing', () => formOf(['pages', '1'])],
  ['an empty file', 400, 'file-empty', () => formOf(['file', new Blob([]), 'facture.pdf'])],
  ['text', 415, 'unsupported-media-type', () => formOf(['file', new Blob(['Facture']), 'a.pdf'])],
  [
    'one byte too many',
    413,
    'file-too-large',
    () => formOf(['file', new Blob([pdf, Buffer.alloc(fileBytes - 8)]), 'a.pdf']),
  ],
  [
    'far too many bytes',
    413,
    'file-too-large',
    () => formOf(['file', new Blob([pdf, Buffer.alloc(5 * fileBytes)]), 'a.pdf']),
  ],
  [
    'two files',
    400,
    'invalid-request',
    () => formOf(['file', document(), 'a.pdf'], ['file', document(), 'b.pdf']),
  ],
  [
    'a second file under another name',
    400,
    'invalid-request',
    () => formOf(['file', document(), 'a.pdf'], ['annex', document(), 'b.pdf']),
  ],
  [
    'a text that is too long',
    400,
    'invalid-request',
    () => formOf(['file', document(), 'a.pdf'], ['metadata', 'x'.repeat(20_001)]),
  ],
  [
    'too many texts',
    400,
    'invalid-request',
    () => formOf(['file', document(), 'a.pdf'], ...manyTexts),
  ],
  [
    'a list that says it is long',
    400,
    'invalid-request',
    () => formOf(['file', document(), 'a.pdf'], ['a[4294967294]', 'x'], ['a[b]', 'y']),
  ],
] as const)('%s: %i %s, and no file stays', async (_what, status, code, body) => {
  expect(await refused(body())).toEqual({ status, code })
  expect(files()).toEqual([])
})

test('a large upload whose length is not told is refused once it is too large', async () => {
  const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${pdf}`
  const chunks = [Buffer.from(head), ...Array.from({ length: 12 }, () => Buffer.alloc(100_000))]
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' }

  const refusal = await refused(
    ReadableStream.from([...chunks, Buffer.from('\r\n--b--\r\n')]),
    headers,
  )

  expect(refusal).toEqual({ status: 413, code: 'file-too-large' })
  expect(files()).toEqual([])
})

test('a body that ends in the middle of its file leaves none', async () => {
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${pdf}`

  const refusal = await refused(body, { 'Content-Type': 'multipart/form-data; boundary=b' })

  expect(refusal).toEqual({ status: 400, code: 'invalid-request' })
  expect(files()).toEqual([])
})

/** A client that has sent the beginning of an upload. */
function beginUpload(path: string): Socket {
  const socket = connect(server.port, '127.0.0.1')
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n` +
      'Content-Type: multipart/form-data; boundary=b\r\n\r\n' +
      `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${pdf}`,
  )
  return socket
}

test('clients that go away before they are received hold no place of others', async () => {
  for (const number of [1, 2, 3]) {
    const socket = beginUpload('/late')
    await expect.poll(() => arrived).toBe(number)
    socket.destroy()
    await expect.poll(() => outcomes).toHaveLength(number)
  }

  await accepted(formOf(['file', document(), 'a.pdf']))

  expect(outcomes.join()).not.toContain('received')
})

test('an upload whose client goes away leaves no file', async () => {
  const socket = beginUpload('/')
  await expect.poll(files).toHaveLength(1)

  socket.destroy()

  await expect.poll(files).toEqual([])
})

test('a disk that cannot be written is a fault of ours', async () => {
  newPath = () => join(uploads, 'missing', 'upload')

  const refusal = await refused(formOf(['file', document(), 'a.pdf']))

  expect(refusal).toEqual({ status: 500, code: 'internal-error' })
})
