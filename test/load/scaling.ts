// npm run scaling [-- --only workers,gateways,size,queue,history] [--documents 60] [--waiting 100000] [--rows 1000000]
//
// How speed and cost grow: with workers and gateways, with the size of a document, with what waits, and with what was read
// before. The last two are made by SQL. One platform after the other, on all cores, which this program uses too.

import { parseArgs } from 'node:util'
import { createClient, type Upload } from '@invoice-ml/client'
import { drawInvoice } from '@invoice-ml/synthetic'
import { textInvoice } from '../support/invoices.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { fillJobs } from './fill-jobs.ts'
import { hammerJob, timeOneByOne } from './measure.ts'
import { spreadOf } from './statistics.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'workers,gateways,size,queue,history' },
    documents: { type: 'string', default: '60' },
    waiting: { type: 'string', default: '100000' },
    rows: { type: 'string', default: '1000000' },
  },
})
const documents = Number(values.documents)
const samples = 15
const atOnce = 8
const pollSeconds = 10
const warmUps = 10
const env = {
  INVOICE_WORKER__CONCURRENCY: '1',
  INVOICE_MONITORING__LOG_LEVEL: 'warn',
  INVOICE_API__MAX_QUEUE_DEPTH: '10000000',
  // What was made by SQL has no files that could be erased.
  INVOICE_RETENTION__FILE_DAYS: '0',
  INVOICE_RETENTION__PAGES_DAYS: '0',
}
const say = (line: string) => process.stderr.write(`▸ ${line}\n`)
const show = (cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)
const head = (...cells: string[]) => {
  show(cells)
  show(cells.map(() => '---:'))
}

const parts: Record<string, () => Promise<void>> = { workers, gateways, size, queue, history }
for (const name of values.only.split(',')) {
  say(name)
  process.stdout.write(`\n${name}\n\n`)
  const part = parts[name]
  if (part === undefined) throw new Error(`${name} is none of ${Object.keys(parts).join(', ')}`)
  await part()
}

async function onPlatform(
  options: { workers?: number; gateways?: number },
  work: (run: TestPlatform) => Promise<void>,
): Promise<void> {
  const run = await startTestPlatform({ ...options, env, isDurable: true })
  try {
    await timeOneByOne(run.platform, draw(warmUps, 1_000))
    await work(run)
  } finally {
    await run.stop()
  }
}

async function workers(): Promise<void> {
  head('workers', 'documents a minute')
  for (const count of [1, 2, 4]) {
    await onPlatform({ workers: count }, async ({ client }) => {
      const uploads = await Array.fromAsync(draw(documents, 2_000))
      const startedAt = performance.now()
      const sender = async () => {
        for (let upload = uploads.pop(); upload; upload = uploads.pop())
          await client.waitForJob((await client.extract(upload, { waitSeconds: 60 })).jobId)
      }
      await Promise.all(Array.from({ length: atOnce }, sender))
      show([count, ((documents * 60_000) / (performance.now() - startedAt)).toFixed(0)])
    })
  }
}

async function gateways(): Promise<void> {
  head('gateways', 'polls a second, all together', 'p99 of the slowest')
  for (const count of [1, 2]) {
    await onPlatform({ gateways: count }, async ({ platform, client }) => {
      const { jobId } = await client.extract(await textInvoice(3_000), { waitSeconds: 60 })
      const loads = await Promise.all(
        platform.urls.map((url) => hammerJob(url, jobId, { seconds: pollSeconds })),
      )
      const perSecond = loads.reduce((sum, load) => sum + load.perSecond, 0)
      const p99Ms = Math.max(...loads.map((load) => load.p99Ms))
      show([count, perSecond.toFixed(0), `${p99Ms} ms`])
    })
  }
}

async function size(): Promise<void> {
  head('lines of the invoice', 'pages', 'POST to result', 'reading', 'reading, a page')
  await onPlatform({}, async ({ platform }) => {
    for (const itemCount of [1, 10, 30, 60, 120, 240]) {
      const drawn = await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          drawInvoice({ seed: 4_000 + index, kind: 'invoice', itemCount }),
        ),
      )
      const pages = drawn.reduce((sum, { truth }) => sum + truth.pages, 0) / drawn.length
      const uploads = drawn.map(({ pdf }, index) => ({ filename: `${index}.pdf`, bytes: pdf }))
      const times = await timeOneByOne(platform, each(uploads))
      const total = spreadOf(times.map(({ totalMs }) => totalMs)).median
      const reading = spreadOf(times.map(({ readingMs }) => readingMs)).median
      show([itemCount, pages.toFixed(1), ms(total), ms(reading), ms(reading / pages)])
    }
  })
}

function queue(): Promise<void> {
  return filled('queued', Number(values.waiting), [1, 100, 1_000, 10_000, 100_000])
}

function history(): Promise<void> {
  return filled('completed', Number(values.rows), [1, 1_000, 10_000, 100_000, 1_000_000])
}

/** What is asked for while so many jobs are there, in milliseconds: medians, and the slowest in brackets. */
async function filled(
  status: 'queued' | 'completed',
  most: number,
  sizes: number[],
): Promise<void> {
  head(
    status,
    'POST to result',
    'POST to 202',
    'GET /jobs/{id}',
    'GET /jobs',
    '?status=failed',
    '?text=…',
    'GET /stats',
    'GET /health',
    '/metrics',
  )
  await onPlatform({}, async ({ platform, client }) => {
    const { jobId } = await client.extract(await textInvoice(5_000), { waitSeconds: 60 })
    const patient = createClient({ baseUrl: platform.urls[0] ?? '' }).http
    const get = (path: string) => timed(async () => expectOk(await patient.get(path)))
    let made = 1
    for (const count of sizes.filter((one) => one <= most)) {
      const filling = { databaseUrl: platform.databaseUrl, templateId: jobId, status }
      await fillJobs({ ...filling, from: made, to: count + 1 })
      made = count + 1
      const results = await timeOneByOne(platform, draw(samples, 6_000_000 + made))
      const uploads = await Array.fromAsync(draw(samples, 9_000_000 + made))
      const accepted = await timed(async () => {
        const upload = uploads.pop()
        if (upload) await client.extract(upload)
      }, samples)
      show([
        count,
        spread(results.map(({ totalMs }) => totalMs)),
        accepted,
        await get(`/jobs/${jobId}`),
        await get('/jobs?limit=50'),
        await get('/jobs?limit=50&status=failed'),
        await get('/jobs?limit=50&text=nowhere-to-be-found'),
        await get('/stats'),
        await get('/health'),
        await get(`${platform.adminUrl('gateway')}/metrics`),
      ])
    }
  })
}

async function timed(work: () => Promise<void>, count = samples): Promise<string> {
  const timesMs: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const startedAt = performance.now()
    await work()
    timesMs.push(performance.now() - startedAt)
  }
  return spread(timesMs)
}

function spread(timesMs: number[]): string {
  return `${ms(spreadOf(timesMs).median)} (${ms(Math.max(...timesMs))})`
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0)
}

function expectOk({ status, config }: { status: number; config: { url?: string } }): void {
  if (status !== 200) throw new Error(`${config.url} answered ${status}`)
}

async function* draw(count: number, firstSeed: number): AsyncGenerator<Upload> {
  for (let index = 0; index < count; index += 1) yield await textInvoice(firstSeed + index)
}

async function* each(uploads: Upload[]): AsyncGenerator<Upload> {
  yield* uploads
}
