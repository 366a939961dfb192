// node test/load/by-hand.ts FOLDER [--every 5]
//
// Times what people use instead beside a running platform (INVOICE_API_URL, INVOICE_API_KEY), each document by the one and then by the
// other: `pdftotext -layout` where a page has text, else `pdftoppm -r 200` and `tesseract -l fra+eng` on one core. The regular
// expressions behind it take no time worth counting; what they find is measured by test/accuracy/read-by-regex.ts. Needs the
// Debian packages poppler-utils, tesseract-ocr and tesseract-ocr-fra.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createClient, findDocuments } from '@invoice-ml/client'
import { spreadOf } from './statistics.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' } },
})
const client = createClient({
  baseUrl: process.env.INVOICE_API_URL ?? 'http://127.0.0.1:8000',
  apiKey: process.env.INVOICE_API_KEY,
})
// A page with fewer characters is a picture.
const fewest = 50

type Times = { byHandMs: number; platformMs: number }
const times = { text: [] as Times[], scan: [] as Times[] }
const every = Number(values.every)
for (const [index, { path: file }] of findDocuments(positionals).entries()) {
  if (index % every !== 0) continue
  const { kind, ms: byHandMs } = readByHand(file)
  const startedAt = performance.now()
  await client.waitForJob((await client.extract(file, { waitSeconds: 60, refresh: true })).jobId)
  times[kind].push({ byHandMs, platformMs: performance.now() - startedAt })
}
process.stdout.write('| | documents | by hand, median | the platform, median | ratio, median |\n')
process.stdout.write('|---|---:|---:|---:|---:|\n')
for (const [kind, each] of Object.entries(times)) {
  if (each.length === 0) continue
  const medianOf = (value: (one: Times) => number) => spreadOf(each.map(value)).median
  const cells = [
    kind,
    each.length,
    `${medianOf(({ byHandMs }) => byHandMs).toFixed(0)} ms`,
    `${medianOf(({ platformMs }) => platformMs).toFixed(0)} ms`,
    medianOf(({ byHandMs, platformMs }) => platformMs / byHandMs).toFixed(2),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

function readByHand(file: string): { kind: 'text' | 'scan'; ms: number } {
  const startedAt = performance.now()
  const kind = read(file)
  return { kind, ms: performance.now() - startedAt }
}

function read(file: string): 'text' | 'scan' {
  const isPdf = file.toLowerCase().endsWith('.pdf')
  if (isPdf && run('pdftotext', ['-layout', file, '-']).trim().length >= fewest) return 'text'
  const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-by-hand-'))
  try {
    if (isPdf) run('pdftoppm', ['-r', '200', '-gray', '-png', file, join(dir, 'page')])
    const pages = isPdf ? readdirSync(dir).map((page) => join(dir, page)) : [file]
    for (const page of pages) run('tesseract', [page, '-', '-l', 'fra+eng'])
    return 'scan'
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** What a program prints. @throws Error when it fails */
function run(command: string, args: string[]): string {
  const env = { ...process.env, OMP_THREAD_LIMIT: '1' }
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env })
  if (status !== 0) throw error ?? new Error(`${command}: ${stderr}`)
  return stdout
}
