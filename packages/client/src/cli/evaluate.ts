// npm run evaluate -- DIR [--out DIR] [--concurrency N] [--errors] [--confidence]
//
// Has the documents of a folder read by a running platform and scores them against their <name>.truth.json.

import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { extractFiles, type Prediction } from '../extract-files.ts'
import { listErrors, report, reportConfidence } from '../score/report.ts'
import { scoreDocument } from '../score/score.ts'
import { readTruths } from '../score/truth.ts'
import { connect, fromWhereItWasTyped, requirePlatform } from './arguments.ts'
import { createProgress } from './progress.ts'

const usage =
  'Usage: npm run evaluate -- DIR [--out DIR] [--concurrency N] [--errors] [--confidence] [--only EXPR] [--keep]'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    // One at a time, so that the times are those of one document.
    concurrency: { type: 'string', default: '1' },
    errors: { type: 'boolean', default: false },
    /** Print how far confidences can be believed. */
    confidence: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    /** Score the predictions that --out holds, and read nothing. */
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const [dir] = positionals
if (values.help || dir === undefined) {
  process.stderr.write(`${usage}\n`)
  process.exit(values.help ? 0 : 2)
}

const folder = fromWhereItWasTyped(dir)
const pattern = new RegExp(values.only)
const truths = [...readTruths(folder)].filter(([name]) => pattern.test(name))
const outDir =
  values.out === undefined
    ? mkdtempSync(join(tmpdir(), 'invoice-ml-predictions-'))
    : fromWhereItWasTyped(values.out)
if (truths.length === 0) {
  process.stderr.write(`${folder} holds no document with its *.truth.json\n`)
  process.exit(2)
}

if (!values.keep) await extractAll()
const scores = truths.map(([name, truth]) => scoreDocument(name, truth, readPrediction(name)))
process.stdout.write(`${report(scores)}\n`)
if (values.confidence) process.stdout.write(`${reportConfidence(scores)}\n`)
if (values.errors) process.stdout.write(`${listErrors(scores)}\n`)
process.stderr.write(`The predictions are in ${outDir}\n`)

async function extractAll(): Promise<void> {
  const connection = connect()
  await requirePlatform(connection)
  const progress = createProgress(truths.length)
  await extractFiles({
    client: connection.client,
    paths: truths.map(([, truth]) => join(folder, truth.document)),
    outDir,
    concurrency: Number(values.concurrency),
    // What is measured is reading, not remembering.
    extract: { refresh: true },
    onOutcome: progress.show,
  })
  progress.end()
}

function readPrediction(name: string): Prediction | undefined {
  const file = join(outDir, `${name}.prediction.json`)
  // Written by extractFiles, as the platform answered and the client checked it.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Prediction) : undefined
}
