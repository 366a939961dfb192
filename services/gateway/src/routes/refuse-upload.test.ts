import { connect } from 'node:net'
import { Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { testGateway, upload } from '../test-gateway.ts'

type Content = string | Buffer<ArrayBuffer>

const gateway = testGateway({ settings: { INVOICE_API__MAX_FILE_MB: '1' } })

async function problemOf(init: RequestInit) {
  const response = await gateway().ask('/extract', { method: 'POST', ...init })
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  expect(problem.request_id).toBe(response.headers.get('x-request-id'))
  expect(await gateway().files()).toEqual([])
  return problem.code
}

const withFile = (...content: Content[]) => ({ body: upload({}, new Blob(content)) })

test.each([
  ['nothing', 'file-empty', ['']],
  ['text', 'unsupported-media-type', ['Facture 12']],
  ['HTML', 'unsupported-media-type', ['<!doctype html><html>']],
  ['HTML with a PDF behind it', 'unsupported-media-type', ['<html>', '%PDF-1.7']],
  ['a ZIP', 'unsupported-media-type', [Buffer.from('504b030414000000', 'hex')]],
  ['more than is allowed', 'file-too-large', ['%PDF-1.7', Buffer.alloc(1_200_000)]],
  ['far more than is allowed', 'file-too-large', ['%PDF-1.7', Buffer.alloc(9_000_000)]],
] as [string, string, Content[]][])('a file of %s: %s', async (_name, code, content) => {
  expect(await problemOf(withFile(...content))).toBe(code)
})

test.each([
  ['no body', 'file-missing', {}],
  ['JSON', 'file-missing', { body: '{"a":1', headers: { 'Content-Type': 'application/json' } }],
  ['no boundary', 'invalid-request', { body: 'x', headers: multipart('') }],
  ['no parts', 'invalid-request', { body: 'x', headers: multipart('; boundary=b') }],
  [
    'an end that never comes',
    'invalid-request',
    { body: cutOff(), headers: multipart('; boundary=b') },
  ],
  ['the wrong name', 'invalid-request', { body: formWith({ document: new Blob(['%PDF-1.7']) }) }],
] as [string, string, RequestInit][])('a request with %s: %s', async (_name, code, init) => {
  expect(await problemOf(init)).toBe(code)
})

test('an upload that breaks off leaves no file', async () => {
  const socket = connect(gateway().port(), '127.0.0.1')
  const head = `POST /extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n`
  socket.write(head + cutOff())
  await untilFiles(1)

  socket.destroy()

  await untilFiles(0)
})

test('what is no HTTP gets a problem as well', async () => {
  const socket = connect(gateway().port(), '127.0.0.1')

  socket.write('HELLO\r\n\r\n')
  const answer = (await socket.toArray()).join('')

  expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json[\s\S]*"invalid-request"/)
})

async function untilFiles(count: number) {
  while ((await gateway().files()).length !== count)
    await new Promise((resolve) => setTimeout(resolve, 10))
}

function multipart(boundary: string) {
  return { 'Content-Type': `multipart/form-data${boundary}` }
}

function cutOff(): string {
  return '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 cut'
}

function formWith(parts: Record<string, Blob>): FormData {
  const form = new FormData()
  for (const [name, part] of Object.entries(parts)) form.set(name, part)
  return form
}
