// npm run extract -- FILE|DIR… [--out DIR] [--concurrency N] [--refresh] [--pages 1-3,5]
//
// Posts documents to a running platform and writes <name>.prediction.json for each, with the sub-folders of a folder.

import { parseArgs } from 'node:util'
import { extractFiles } from '../extract-files.ts'
import { findDocuments } from '../find-documents.ts'
import { atLeastOne, connect, fromWhereItWasTyped, orRefuse, requirePlatform } from './arguments.ts'
import { createProgress } from './progress.ts'

const usage =
  'Usage: npm run extract -- FILE|DIR… [--out DIR] [--concurrency N] [--refresh] [--pages 1-3,5]'

const { values, positionals } = orRefuse(() =>
  parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'predictions' },
      concurrency: { type: 'string', default: '2' },
      refresh: { type: 'boolean', default: false },
      pages: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }),
)
if (values.help || positionals.length === 0) {
  process.stderr.write(`${usage}\n`)
  process.exit(values.help ? 0 : 2)
}

const concurrency = atLeastOne('concurrency', values.concurrency)
const documents = orRefuse(() => findDocuments(positionals.map(fromWhereItWasTyped)))
const outDir = fromWhereItWasTyped(values.out)
const connection = connect()
await requirePlatform(connection)
const progress = createProgress(documents.length)
const outcomes = await extractFiles({
  client: connection.client,
  documents,
  outDir,
  concurrency,
  extract: { refresh: values.refresh, ...(values.pages && { pages: values.pages }) },
  onOutcome: progress.show,
})
progress.end()
const read = outcomes.filter((outcome) => 'prediction' in outcome).length
process.stderr.write(`${read} of ${outcomes.length} documents read, written to ${outDir}\n`)
if (read < outcomes.length) process.exitCode = 1
