// npm run measure-memory -- DIR
//
// What one corrected document brings the others of its supplier: each of these is read, the first one is corrected to its
// truth, they are read again, and what was learned is erased. For a running platform that has learned nothing of them.
import { parseArgs } from 'node:util'
import type { DocumentScore } from '@invoice-ml/scoring'
import { report } from '../score/report.ts'
import { lessonsOf } from '../score/supplier-pairs.ts'
import { connect, fromWhereItWasTyped, orRefuse, requirePlatform } from './arguments.ts'
import { createTruthReader } from './truth-reader.ts'

const { positionals } = orRefuse(() => parseArgs({ allowPositionals: true, options: {} }))
const [dir] = positionals
if (dir === undefined) {
  process.stderr.write('Usage: npm run measure-memory -- DIR\n')
  process.exit(2)
}
const connection = connect()
await requirePlatform(connection)
const { client } = connection
const { truths, readAndScore, correct } = orRefuse(() =>
  createTruthReader(fromWhereItWasTyped(dir), client),
)
const before: DocumentScore[] = []
const after: DocumentScore[] = []
for (const { teacher, learners } of lessonsOf(truths)) {
  for (const name of learners) before.push(await readAndScore(name))
  const taught = await correct(teacher)
  for (const name of learners) after.push(await readAndScore(name))
  if (taught) await client.deleteJob(taught.job_id)
  process.stderr.write(`${teacher} taught ${learners.join(', ')}\n`)
}
process.stdout.write(`## Without the memory\n\n${report(before)}\n`)
process.stdout.write(`## With it\n\n${report(after)}\n`)
