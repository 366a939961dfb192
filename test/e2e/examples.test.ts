import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { Accepted, BatchAccepted, WebhookWithSecret } from '@invoice-ml/contracts'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { clients } from '../support/clients.ts'
import { textInvoice } from '../support/invoices.ts'
import { zipOf } from '../support/zip.ts'

const [client] = clients()
const [baseUrl = ''] = inject('platformUrls')
const root = join(import.meta.dirname, '../..')
const python = '/usr/bin/python3'

type Outcome = { status: number; output: string }
type Example = { name: string; language: string; code: string }

/** The blocks of a page of the documentation that a reader would run. */
function examplesOf(page: string): Example[] {
  const lines = readFileSync(join(root, 'docs', page), 'utf8')
  const blocks = lines.matchAll(/^```(sh|python|js|ts)\n(.*?)^```$/gms)
  return Array.from(blocks, ([, language = '', code = ''], index) => ({
    name: `${page}, ${language} ${index + 1}`,
    language,
    code,
  }))
}

const examples = ['clients.md', 'exports.md', 'webhooks.md'].flatMap(examplesOf)

const runners = {
  sh: { file: 'example.sh', command: ['bash', '-eu', 'example.sh'], needs: ['curl', '--version'] },
  python: {
    file: 'example.py',
    command: [python, 'example.py'],
    needs: [python, '-c', 'import requests'],
  },
  js: { file: 'example.mjs', command: [process.execPath, 'example.mjs'], needs: [] },
  ts: { file: 'example.ts', command: [process.execPath, 'example.ts'], needs: [] },
} as const

/** Whether what an example runs with is there; says so once where it is not. */
function canRun(language: keyof typeof runners): boolean {
  const [command, ...args] = runners[language].needs
  if (command === undefined || spawnSync(command, args).status === 0) return true
  process.stderr.write(
    `The examples for ${language} are not run: ${command} ${args.join(' ')} fails\n`,
  )
  return false
}

const isRunnable = Object.fromEntries(
  (['sh', 'python', 'js', 'ts'] as const).map((language) => [language, canRun(language)]),
)

let folder = ''
let known: Record<string, string> = {}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'))
  const [one, two, three] = await Promise.all(
    [51_001, 51_002, 51_003].map((seed) => textInvoice(seed)),
  )
  if (!one || !two || !three) throw new Error('three were drawn')
  for (const [name, { bytes }] of Object.entries({
    'facture.pdf': one,
    'a.pdf': two,
    'b.pdf': three,
  }))
    writeFileSync(join(folder, name), bytes)
  writeFileSync(
    join(folder, 'mars.zip'),
    await zipOf([
      ['a.pdf', two.bytes],
      ['b.pdf', three.bytes],
    ]),
  )
  const job = Accepted.parse(
    (await client.http.postForm('/extract', formOf('file', one.bytes))).data,
  )
  await client.waitForJob(job.job_id)
  const batch = await client.http.postForm('/extract/batch', formOf('files', two.bytes))
  const webhook = await client.http.post('/webhooks', {
    url: `${baseUrl}/hooks`,
    events: ['extraction.failed'],
  })
  known = {
    // Where this machine may be told.
    'https://erp.example.com': baseUrl,
    'job_…': job.job_id,
    'batch_…': BatchAccepted.parse(batch.data).batch_id,
    'wh_…': WebhookWithSecret.parse(webhook.data).webhook_id,
    "'@invoice-ml/client'": `'${pathToFileURL(join(root, 'packages/client/src/index.ts'))}'`,
    "'@invoice-ml/contracts'": `'${pathToFileURL(join(root, 'packages/contracts/src/index.ts'))}'`,
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function formOf(name: string, bytes: Uint8Array): FormData {
  const form = new FormData()
  form.set(name, new Blob([Buffer.from(bytes)]), 'facture.pdf')
  return form
}

/** Before the platform, and loses the answer to the first upload once that was accepted. `keys`: of the uploads. */
async function leakyDoor() {
  const keys: unknown[] = []
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    if (method === 'POST') keys.push(headers['idempotency-key'])
    const isLost = method === 'POST' && keys.length === 1
    const forwarded = forward(`${baseUrl}${url}`, { method, headers }, (answer) => {
      if (isLost) return response.destroy()
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      return answer.pipe(response)
    })
    request.pipe(forwarded)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // What a server is that listens to a port.
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { keys, address: `http://127.0.0.1:${port}`, close }
}

// An answer that is a problem ends the example.
const strictCurl = 'curl() { command curl --fail-with-body --silent --show-error "$@"; }\n'

/** Runs an example against the platform, at this address of it. */
async function run({ language, code }: Example, address = baseUrl): Promise<Outcome> {
  const runner = runners[language as keyof typeof runners]
  const places = { 'http://127.0.0.1:8000': address, ...known }
  const here = Object.entries(places).reduce((all, [from, to]) => all.replaceAll(from, to), code)
  writeFileSync(join(folder, runner.file), language === 'sh' ? strictCurl + here : here)
  const [command, ...args] = runner.command
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { status, output: output + errors }
}

test.each(examples)('$name does what it says', async (example) => {
  if (!isRunnable[example.language]) return

  const { status, output } = await run(example)

  expect(output).not.toMatch(/"code":\s*"[a-z-]+"/)
  expect({ status, output }).toEqual({ status: 0, output })
})

const clientExamples = examples.filter(({ name }) => /clients\.md, (python|js|ts)/.test(name))

test.each(clientExamples)(
  '$name sends a document again under the same key when the answer got lost',
  async (example) => {
    if (!isRunnable[example.language]) return
    const door = await leakyDoor()

    const { status, output } = await run(example, door.address).finally(door.close)

    expect({ status, output }).toEqual({ status: 0, output })
    expect(output).toContain('numero_facture')
    expect(door.keys).toHaveLength(2)
    expect(new Set(door.keys)).toHaveLength(1)
  },
)

test.each(clientExamples)('$name prints what stands on the invoice', async (example) => {
  if (!isRunnable[example.language]) return
  const { truth } = await textInvoice(51_001)

  const { output } = await run(example)

  expect(output).toContain(`numero_facture: ${truth.numero_facture}`)
})

test('files that an example fetches have the names that they were given', async () => {
  const names = readdirSync(folder)

  expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^invoices-.*\.csv$/)]))
})
