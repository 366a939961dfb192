// node test/load/by-hand.ts FOLDER
//
// Times what people use instead, on one core after the other document: `pdftotext -layout` where a page has text, else
// `pdftoppm -r 200` and `tesseract -l fra+eng`. The regular expressions behind it take no time worth counting; what they find
// is measured by test/accuracy/read-by-regex.ts. Needs the Debian packages poppler-utils, tesseract-ocr and tesseract-ocr-fra.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findDocuments } from '@invoice-ml/client'

const [folder = '.'] = process.argv.slice(2)
// A page with fewer characters is a picture.
const fewest = 50

const times = { text: [] as number[], scan: [] as number[] }
for (const file of findDocuments([folder])) {
  const startedAt = performance.now()
  const kind = read(file)
  times[kind].push(performance.now() - startedAt)
}
for (const [kind, each] of Object.entries(times)) {
  const totalMs = each.reduce((sum, one) => sum + one, 0)
  const perMinute = ((each.length * 60_000) / totalMs).toFixed(0)
  process.stdout.write(`${kind}: ${each.length} documents, ${perMinute} a minute\n`)
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
