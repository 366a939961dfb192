// npm run evaluate -- DIR [--out DIR] [--concurrency N] [--errors] [--confidence] [--calibrate FILE [--held-out FILE]]
//
// Has the documents of a folder read by a running platform and scores them against their <name>.truth.json.

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Calibration } from '@invoice-ml/contracts'
import {
  crossCalibrated,
  type DocumentScore,
  fitCalibration,
  scoreDocument,
  summarise,
  type WeightOf,
} from '@invoice-ml/scoring'
import { extractFiles, type Prediction } from '../extract-files.ts'
import { listErrors, report, reportConfidence } from '../score/report.ts'
import { readTruths } from '../score/truth.ts'
import { atLeastOne, connect, fromWhereItWasTyped, orRefuse, requirePlatform } from './arguments.ts'
import { createProgress } from './progress.ts'

const usage =
  'Usage: npm run evaluate -- DIR [--out DIR] [--concurrency N] [--errors] [--confidence] [--calibrate FILE [--held-out FILE]] [--only EXPR] [--keep]'

const { values, positionals } = orRefuse(() =>
  parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      // One at a time, so that the times are those of one document.
      concurrency: { type: 'string', default: '1' },
      errors: { type: 'boolean', default: false },
      /** Print how far confidences can be believed. */
      confidence: { type: 'boolean', default: false },
      /** Fit confidences to these documents: the calibration that was in use, replaced by one that fits them. */
      calibrate: { type: 'string' },
      /** Names of documents that no rule was worked out on, one a line: in the fit the others count less. */
      'held-out': { type: 'string' },
      only: { type: 'string', default: '' },
      /** Score the predictions that --out holds, and read nothing. */
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }),
)
// Documents that rules were worked out on are read better than those that will come.
const weightOfKnown = 0.25

const [dir] = positionals
if (values.help || dir === undefined) {
  process.stderr.write(`${usage}\n`)
  process.exit(values.help ? 0 : 2)
}

const concurrency = atLeastOne('concurrency', values.concurrency)
const folder = fromWhereItWasTyped(dir)
const pattern = new RegExp(values.only)
const truths = [...orRefuse(() => readTruths(folder))].filter(([name]) => pattern.test(name))
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
if (values.calibrate !== undefined) calibrate(fromWhereItWasTyped(values.calibrate))
process.stderr.write(`The predictions are in ${outDir}\n`)

async function extractAll(): Promise<void> {
  const connection = connect()
  await requirePlatform(connection)
  const progress = createProgress(truths.length)
  await extractFiles({
    client: connection.client,
    documents: truths.map(([name, truth]) => ({ path: join(folder, truth.document), name })),
    outDir,
    concurrency,
    // What is measured is reading, not remembering.
    extract: { refresh: true },
    onOutcome: progress.show,
  })
  progress.end()
}

function calibrate(file: string): void {
  const base = existsSync(file)
    ? Calibration.parse(JSON.parse(readFileSync(file, 'utf8')))
    : undefined
  const weightOf = readWeights()
  const fitted = fitCalibration(scores, base, weightOf)
  writeFileSync(file, `${JSON.stringify(fitted, null, 2)}\n`)
  const error = (some: DocumentScore[]) => summarise(some).calibration.error?.toFixed(3)
  process.stdout.write(
    `${file} written. Calibration error before: ${error(scores)}; of suppliers left out of the fit, five times: ` +
      `${error(crossCalibrated(scores, 5, weightOf))}\n`,
  )
}

function readWeights(): WeightOf | undefined {
  const file = values['held-out']
  if (file === undefined) return undefined
  const heldOut = new Set(readFileSync(fromWhereItWasTyped(file), 'utf8').trim().split('\n'))
  return ({ name }) => (heldOut.has(name) ? 1 : weightOfKnown)
}

function readPrediction(name: string): Prediction | undefined {
  const file = join(outDir, `${name}.prediction.json`)
  // Written by extractFiles, as the platform answered and the client checked it.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Prediction) : undefined
}
