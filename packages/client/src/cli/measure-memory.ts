// npm run measure-memory -- DIR
//
// What one corrected document brings the others of its supplier: each of these is read, the first one is corrected to its
// truth, they are read again, and what was learned is erased. For a running platform that has learned nothing of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { JobId } from '@invoice-ml/contracts'
import type { Truth } from '@invoice-ml/scoring'
import { type DocumentScore, scoreDocument } from '@invoice-ml/scoring'
import { report } from '../score/report.ts'
import { correctionOf, lessonsOf } from '../score/supplier-pairs.ts'
import { readTruths } from '../score/truth.ts'
import { connect, fromWhereItWasTyped, requirePlatform } from './arguments.ts'

const { positionals } = parseArgs({ allowPositionals: true, options: {} })
const [dir] = positionals
if (dir === undefined) {
  process.stderr.write('Usage: npm run measure-memory -- DIR\n')
  process.exit(2)
}
const folder = fromWhereItWasTyped(dir)
const connection = connect()
await requirePlatform(connection)
const { client } = connection
const truths = readTruths(folder)
const lessons = lessonsOf(truths)
const before: DocumentScore[] = []
const after: DocumentScore[] = []
for (const { teacher, learners } of lessons) {
  for (const name of learners) before.push(await readAndScore(name))
  const jobId = await teach(teacher)
  for (const name of learners) after.push(await readAndScore(name))
  await client.deleteJob(jobId)
  process.stderr.write(`${teacher} taught ${learners.join(', ')}\n`)
}
process.stdout.write(`## Without the memory\n\n${report(before)}\n`)
process.stdout.write(`## With it\n\n${report(after)}\n`)

async function readAndScore(name: string): Promise<DocumentScore> {
  const truth = truthOf(name)
  const startedAt = performance.now()
  const { result } = await read(truth)
  const prediction = result && { ...result, elapsed_ms: Math.round(performance.now() - startedAt) }
  return scoreDocument(name, truth, prediction)
}

async function teach(name: string): Promise<JobId> {
  const truth = truthOf(name)
  const { job_id } = await read(truth)
  await client.correctJob(job_id, correctionOf(truth))
  return job_id
}

async function read({ document }: Truth) {
  const upload = { filename: document, bytes: readFileSync(join(folder, document)) }
  const { jobId } = await client.extract(upload, { refresh: true })
  return client.waitForJob(jobId)
}

function truthOf(name: string): Truth {
  const truth = truths.get(name)
  if (!truth) throw new Error(`${name} has no truth`)
  return truth
}
