// npm run bench [-- --quick] [DIR]
//
// Measures the platform as its users meet it, on one core, with invoices drawn for the purpose; with a folder, its
// documents are timed as well. When it ends early it prints what it has measured.

import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { createClient, findDocuments, type Upload } from '@invoice-ml/client'
import { fromWhereItWasTyped } from '../../infra/local/paths.ts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'
import { startTestPlatform } from '../support/platform.ts'
import { createAdminKey } from '../support/terminal.ts'
import { hammerJob, timeCached, timeOneByOne, workerMemory } from './measure.ts'
import { pinToOneCore } from './pin.ts'
import { createTable, type Table } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
})
const counts = values.quick
  ? { warmUp: 5, text: 10, scans: 3, cached: 50, row: 60, seconds: 3 }
  : { warmUp: 150, text: 120, scans: 20, cached: 300, row: 300, seconds: 10 }

const say = (line: string) => process.stderr.write(`▸ ${line}\n`)
// Before anything is measured: who has mistyped a folder learns it at once.
const folders = positionals.map((folder) => ({
  folder,
  files: findDocuments([fromWhereItWasTyped(folder)]).map(({ path }) => path),
}))
const run = await startTestPlatform({
  isDurable: true,
  env: { INVOICE_WORKER__CONCURRENCY: '1', INVOICE_MONITORING__LOG_LEVEL: 'warn' },
})
const { platform } = run
const client = createClient({ baseUrl: platform.urls[0] ?? '' })

try {
  const isPinned = pinToOneCore(platform, 0)
  const [model = 'unknown'] = cpus().map((cpu) => cpu.model)
  const table = createTable(
    `${availableParallelism()} cores (${model}), the platform on ${isPinned ? 'one of them' : 'all'}`,
  )
  await measure(table).finally(() => process.stdout.write(table.text()))
} finally {
  await run.stop()
}

async function measure(table: Table): Promise<void> {
  // A platform that has just started has not compiled its code yet: what is measured is one that has been in use.
  say('Warming up')
  await timeOneByOne(platform, draw(textInvoice, counts.warmUp, 90_000))
  await timeOneByOne(platform, draw(scannedInvoice, 2, 90_000))

  say(`${counts.text} pages with text, one at a time`)
  const text = await timeOneByOne(platform, draw(textInvoice, counts.text, 10_000))
  table.times(
    'page with text, POST to result',
    text.map((t) => t.totalMs),
    'p95 ≤ 400 ms',
  )
  table.times(
    '… what the platform adds',
    text.map((t) => t.totalMs - t.readingMs),
    'p95 ≤ 30 ms',
  )

  say(`${counts.scans} scanned pages, one at a time`)
  const scans = await timeOneByOne(platform, draw(scannedInvoice, counts.scans, 20_000))
  table.times(
    'scanned A4 page, POST to result',
    scans.map((t) => t.totalMs),
    'p95 ≤ 2500 ms',
  )
  table.times(
    '… of that in the text recognizer',
    scans.map((t) => t.recognizingMs),
    '',
  )

  say(`${counts.cached} answers from the cache`)
  const known = await textInvoice(30_000)
  await timeCached(platform, known, counts.cached)
  const cached = await timeCached(platform, known, counts.cached)
  table.times('answer from the cache', cached, 'p50 ≤ 10 ms')

  say(`GET /jobs/{id} with 50 connections for ${counts.seconds} s`)
  const { jobId } = await client.extract(known)
  await addPolls('GET /jobs/{id}, 50 connections', jobId)

  say(`${counts.row} documents in a row`)
  const third = Math.floor(counts.row / 3)
  const memory = [workerMemory(platform)]
  for (let part = 0; part < 3; part++) {
    await timeOneByOne(platform, draw(textInvoice, third, 40_000 + part * third))
    memory.push(workerMemory(platform))
  }
  const [, first = 0, , last = 0] = memory
  table.row(`worker memory over ${counts.row} documents`, [
    memory.map((bytes) => (bytes / 1e6).toFixed(0)).join(' → '),
    'MB',
    `${(((last - first) / first) * 100).toFixed(1)} % after the first third`,
    'flat after the first third',
  ])

  for (const { folder, files } of folders) {
    say(`${files.length} documents of ${folder}, one at a time`)
    const times = await timeOneByOne(platform, each(files), (error) => say(`${error}`))
    const failed = files.length - times.length
    table.times(
      failed > 0 ? `${folder} (${failed} more without a result)` : folder,
      times.map((t) => t.totalMs),
      '',
    )
  }

  say(`GET /jobs/{id} with an API key and 50 connections for ${counts.seconds} s`)
  // The last, since nobody is let in without a key once there is one.
  const apiKey = createAdminKey(platform)
  await addPolls('GET /jobs/{id} with an API key, 50 connections', jobId, apiKey)

  async function addPolls(name: string, id: string, key?: string): Promise<void> {
    const load = await hammerJob(platform.urls[0] ?? '', id, {
      seconds: counts.seconds,
      ...(key === undefined ? {} : { apiKey: key }),
    })
    table.row(name, [
      `${load.perSecond.toFixed(0)} a second`,
      `p50 ${load.medianMs} ms`,
      `p99 ${load.p99Ms} ms, ${load.failed} failed`,
      '≥ 1500 a second, p99 ≤ 100 ms',
    ])
  }
}

async function* draw(
  make: (seed: number) => Promise<Upload>,
  count: number,
  firstSeed: number,
): AsyncGenerator<Upload> {
  for (let i = 0; i < count; i++) yield await make(firstSeed + i)
}

async function* each(files: string[]): AsyncGenerator<Upload> {
  yield* files
}
