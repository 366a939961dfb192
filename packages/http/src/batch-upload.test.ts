import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@invoice-ml/contracts'
import { createLogger } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import express from 'express'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createBatchReceiver } from './batch-upload.ts'
import { problemHandler } from './problem-handler.ts'
import { createUploadSlots } from './slots.ts'
import { listenTo } from './testing/listen-to.ts'
import { writeZip, type ZipEntry } from './testing/write-zip.ts'

const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const limits = { files: 5, fileBytes: 100_000, totalBytes: 300_000 }

let uploads: string
let names = 0
beforeEach(async () => {
  uploads = await mkdtemp(join(dir, 'uploads-'))
})

const app = express()
const receive = createBatchReceiver(() => join(uploads, `upload-${names++}`), {
  ...limits,
  slots: createUploadSlots(2),
})
app.post('/', async (request, response) => {
  const { files, digests, form } = await receive(request, response)
  const told = files.map((file) =>
    'document' in file
      ? { filename: file.filename, content: readFileSync(file.document.path, 'latin1') }
      : { filename: file.filename, code: file.problem.code },
  )
  response.json({ files: told, digests, form })
})
app.use(problemHandler(logger))
const server = await listenTo(app)
afterAll(server.close)

type Told = { filename: string; content?: string; code?: string }

const pdf = '%PDF-1.7\n'
const onDisk = () => readdirSync(uploads)

function formOf(...files: [content: Buffer<ArrayBuffer> | string, filename: string][]): FormData {
  const form = new FormData()
  for (const [content, filename] of files) form.append('files', new Blob([content]), filename)
  return form
}

const post = (body: FormData) => fetch(server.url, { method: 'POST', body })

async function taken(body: FormData) {
  const response = await post(body)
  expect(response.status).toBe(200)
  // Written as JSON by the route above.
  return (await response.json()) as { files: Told[]; digests: string[]; form: object }
}

async function refused(body: FormData) {
  const problem = Problem.parse(await (await post(body)).json())
  return problem.code
}

const zipOf = (...entries: ZipEntry[]) => formOf([writeZip(entries), 'batch.zip'])

test('many files are taken in their order, and what was said beside them', async () => {
  const form = formOf([`${pdf}1`, 'a.pdf'], [`${pdf}2`, 'b.pdf'], [`${pdf}3`, 'a.pdf'])
  form.set('priority', 'interactive')

  const upload = await taken(form)

  expect(upload.files).toEqual([
    { filename: 'a.pdf', content: `${pdf}1` },
    { filename: 'b.pdf', content: `${pdf}2` },
    { filename: 'a.pdf', content: `${pdf}3` },
  ])
  expect(upload.form).toEqual({ priority: 'interactive' })
  expect(upload.digests).toHaveLength(3)
})

test('a file that cannot be taken is refused by itself, and does not stay', async () => {
  const large = Buffer.concat([Buffer.from(pdf), Buffer.alloc(limits.fileBytes)])
  const form = formOf([pdf, 'a.pdf'], ['', 'b.pdf'], ['text', 'c.pdf'], [large, 'd.pdf'])

  const { files } = await taken(form)

  expect(files).toEqual([
    { filename: 'a.pdf', content: pdf },
    { filename: 'b.pdf', code: 'file-empty' },
    { filename: 'c.pdf', code: 'unsupported-media-type' },
    { filename: 'd.pdf', code: 'file-too-large' },
  ])
  expect(onDisk()).toHaveLength(1)
})

test.each([
  ['no file', 'file-missing', formOf()],
  ['too many files', 'too-many-files', formOf(...Array(6).fill([pdf, 'a.pdf']))],
  [
    'too much in all',
    'request-too-large',
    formOf(...Array(4).fill([Buffer.concat([Buffer.from(pdf), Buffer.alloc(90_000)]), 'a.pdf'])),
  ],
  ['a ZIP that ends too early', 'archive-unreadable', formOf(['PK\x03\x04 cut', 'a.zip'])],
  ['a ZIP of nothing', 'file-missing', zipOf()],
  ['a ZIP of folders', 'file-missing', zipOf({ name: 'a/' }, { name: 'a/b/' })],
  [
    'a ZIP of too many files',
    'too-many-files',
    zipOf(...Array(6).fill({ name: 'a', content: pdf })),
  ],
  ['a ZIP of very many folders', 'too-many-files', zipOf(...Array(51).fill({ name: 'a/' }))],
] as [string, string, FormData][])('%s: %s, and no file stays', async (_what, code, form) => {
  expect(await refused(form)).toBe(code)
  expect(onDisk()).toEqual([])
})

test('a ZIP is taken apart, whatever its name', async () => {
  const zip = writeZip([
    { name: 'a.pdf', content: pdf },
    { name: 'b/c.pdf', content: `${pdf}2` },
  ])

  const { files, digests } = await taken(formOf([zip, 'batch.pdf']))

  expect(files).toEqual([
    { filename: 'a.pdf', content: pdf },
    { filename: 'c.pdf', content: `${pdf}2` },
  ])
  expect(digests).toHaveLength(1)
  expect(onDisk()).toHaveLength(2)
})

test('a ZIP may be larger than one document', async () => {
  const noise = (seed: number) =>
    Buffer.concat([
      Buffer.from(pdf),
      Buffer.from(Array.from({ length: 80_000 }, (_, i) => (i * i * seed) >> 3)),
    ])
  const zip = zipOf(
    { name: 'a', content: noise(3), method: 0 },
    { name: 'b', content: noise(5), method: 0 },
  )

  const { files } = await taken(zip)

  expect(files.map(({ code }) => code)).toEqual([undefined, undefined])
})

test.each([
  ['that leads out of its folder', '../../etc/passwd', 'passwd'],
  ['that is absolute', '/etc/passwd', 'passwd'],
  ['of Windows', 'C:\\Scans\\facture.pdf', 'facture.pdf'],
  ['in UTF-8', 'Société – août.pdf', 'Société – août.pdf'],
  ['of signs that turn the text around', 'facture\u202Efdp.exe', 'facturefdp.exe'],
  ['with a line end', 'a\r\nX-Header: 1.pdf', 'aX-Header: 1.pdf'],
])('of a name %s, what is a name is kept', async (_what, name, kept) => {
  const { files } = await taken(zipOf({ name, content: pdf }))

  expect(files).toEqual([{ filename: kept, content: pdf }])
  expect(onDisk()).toEqual([expect.stringMatching(/^upload-\d+$/)])
})

test('a name in code page 437 is read in it', async () => {
  const name = Buffer.from([0x82, 0x74, 0x82, 0x2e, 0x70, 0x64, 0x66])

  const { files } = await taken(zipOf({ name, content: pdf, flags: 0 }))

  expect(files[0]?.filename).toBe('été.pdf')
})

test('what desktops leave behind, and folders, are no documents', async () => {
  const junk = ['__MACOSX/._a.pdf', '__MACOSX/a.pdf', '.DS_Store', 'x/Thumbs.db', '._a.pdf', 'x/']

  const { files } = await taken(
    zipOf(...junk.map((name) => ({ name, content: pdf })), { name: 'x/a.pdf', content: pdf }),
  )

  expect(files).toEqual([{ filename: 'a.pdf', content: pdf }])
})

test('two entries of one name are two documents', async () => {
  const { files } = await taken(
    zipOf({ name: 'a.pdf', content: `${pdf}1` }, { name: 'a.pdf', content: `${pdf}2` }),
  )

  expect(files.map(({ content }) => content)).toEqual([`${pdf}1`, `${pdf}2`])
})

const inner = writeZip([{ name: 'a.pdf', content: pdf }])

test.each([
  ['encrypted', 'document-encrypted', { content: pdf, flags: 1 }],
  ['a link', 'unsupported-media-type', { content: '/etc/passwd', mode: 0o120777 }],
  ['a ZIP itself', 'unsupported-media-type', { content: inner }],
  ['empty', 'file-empty', { content: '' }],
  ['packed in another way', 'file-corrupt', { content: pdf, method: 14 }],
  ['of a wrong checksum', 'file-corrupt', { content: pdf, checksum: 1 }],
  ['smaller than it says', 'file-corrupt', { content: pdf, size: 50_000 }],
  ['larger than it says', 'file-corrupt', { content: pdf, size: 3 }],
  ['not packed, and smaller than it says', 'file-corrupt', { content: pdf, size: 900, method: 0 }],
  ['too large', 'file-too-large', { content: Buffer.alloc(limits.fileBytes + 1) }],
  [
    'a bomb that says it is small',
    'file-too-large',
    { content: Buffer.alloc(50_000_000), size: 9 },
  ],
] as [string, string, Partial<ZipEntry>][])(
  'an entry that is %s is %s, and the others are taken',
  async (_what, code, entry) => {
    const { files } = await taken(
      zipOf({ name: 'bad.pdf', ...entry }, { name: 'good.pdf', content: pdf }),
    )

    expect(files).toEqual([
      { filename: 'bad.pdf', code },
      { filename: 'good.pdf', content: pdf },
    ])
    expect(onDisk()).toHaveLength(1)
  },
)

test('a ZIP that unpacks to too much in all is refused while it is unpacked', async () => {
  const content = Buffer.concat([Buffer.from(pdf), Buffer.alloc(90_000)])
  const many = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.pdf`, content }))

  expect(await refused(zipOf(...many))).toBe('request-too-large')
  expect(onDisk()).toEqual([])
})

test('entries that share their bytes are counted each time they are unpacked', async () => {
  const zip = writeZip([
    { name: 'a', content: Buffer.concat([Buffer.from(pdf), Buffer.alloc(90_000)]) },
  ])
  const end = zip.subarray(-22)
  const entry = zip.subarray(end.readUInt32LE(16), -22)
  const overlapping = Buffer.concat([zip.subarray(0, -22), entry, entry, entry, entry, end])
  overlapping.writeUInt16LE(5, overlapping.length - 14)
  overlapping.writeUInt16LE(5, overlapping.length - 12)
  overlapping.writeUInt32LE(entry.length * 5, overlapping.length - 10)

  expect(await refused(formOf([overlapping, 'a.zip']))).toBe('request-too-large')
  expect(onDisk()).toEqual([])
})

test('a ZIP among other files is not opened', async () => {
  const { files } = await taken(formOf([inner, 'a.zip'], [pdf, 'b.pdf']))

  expect(files).toEqual([
    { filename: 'a.zip', code: 'unsupported-media-type' },
    { filename: 'b.pdf', content: pdf },
  ])
})
