// npm run learning-curve -- DIR [--documents 50]
//
// What people's corrections bring, for a running platform that has learned nothing of these documents. Suppliers with several
// documents are students: one document of each is corrected to its truth, the others are only read. Suppliers with one document are
// corrected, too, until so many documents are that a training begins by itself; those that are left are bystanders, whom
// nothing may be forgotten of. Students and bystanders are read before, after the corrections and after the training.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Training, TrainingList } from '@invoice-ml/contracts'
import { type DocumentScore, scoreDocument, summarise, type Truth } from '@invoice-ml/scoring'
import { accept } from '../accept.ts'
import { correctionOf, lessonsOf } from '../score/supplier-pairs.ts'
import { readTruths } from '../score/truth.ts'
import { connect, fromWhereItWasTyped, requirePlatform } from './arguments.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { documents: { type: 'string', default: '50' } },
})
const [dir] = positionals
const wanted = Number(values.documents)
if (dir === undefined || !Number.isInteger(wanted) || wanted < 1) {
  process.stderr.write('Usage: npm run learning-curve -- DIR [--documents 50]\n')
  process.exit(2)
}
const folder = fromWhereItWasTyped(dir)
const connection = connect()
await requirePlatform(connection)
const { client } = connection
const say = (line: string) => process.stderr.write(`▸ ${line}\n`)

const truths = readTruths(folder)
const lessons = lessonsOf(truths)
const teachers = lessons.map(({ teacher }) => teacher)
const students = lessons.flatMap(({ learners }) => learners)
const alone = alonesOf(truths)
const fillers = alone.slice(0, Math.max(0, wanted - teachers.length))
const bystanders = alone.slice(fillers.length)
if (teachers.length + fillers.length < wanted)
  say(`Only ${teachers.length + fillers.length} documents can be corrected here`)

const startedAt = new Date()
say(`Reading ${students.length} documents of students and ${bystanders.length} of bystanders`)
const before = { students: await readAll(students), bystanders: await readAll(bystanders) }
say(`Correcting one document of each of ${teachers.length} students`)
await correctAll(teachers)
const taught = { students: await readAll(students), bystanders: await readAll(bystanders) }
say(`Correcting ${fillers.length} documents of others`)
await correctAll(fillers)
const training = await awaitTraining()
const trained = { students: await readAll(students), bystanders: await readAll(bystanders) }

process.stdout.write(
  [
    `${teachers.length + fillers.length} documents corrected. Training: ${training.status}, ${verdictOf(training)}`,
    '',
    '| key fields, F1 in % | documents | before | after one correction each | after the training |',
    '|---|---:|---:|---:|---:|',
    rowOf('other documents of the suppliers corrected', 'students'),
    rowOf('suppliers nothing was said of', 'bystanders'),
    '',
  ].join('\n'),
)

/** Suppliers with one document. The same invoice in another rendering is another document of it. */
function alonesOf(all: Map<string, Truth>): string[] {
  const nameOf = (name: string) => String(all.get(name)?.fields.fournisseur_nom ?? '').toLowerCase()
  const bySupplier = Map.groupBy(all.keys(), nameOf)
  bySupplier.delete('')
  const several = new Set([...teachers, ...students].map(nameOf))
  return [...bySupplier]
    .filter(([supplier]) => !several.has(supplier))
    .flatMap(([, [first]]) => first ?? [])
}

async function readAll(names: string[]): Promise<DocumentScore[]> {
  const scores: DocumentScore[] = []
  for (const name of names) {
    const { result } = await read(truthOf(name))
    scores.push(scoreDocument(name, truthOf(name), result && { ...result, elapsed_ms: 0 }))
  }
  return scores
}

async function correctAll(names: string[]): Promise<void> {
  for (const name of names) {
    const { job_id, status } = await read(truthOf(name))
    if (status === 'completed') await client.correctJob(job_id, correctionOf(truthOf(name)))
    else say(`${name} could not be read`)
  }
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

/** The training that the corrections have set off, once it is over. Nobody asks for it: it begins by itself. */
async function awaitTraining(): Promise<Training> {
  let shown = ''
  while (true) {
    const { trainings } = TrainingList.parse(accept(await client.http.get('/trainings')).data)
    const [newest] = trainings.filter(({ created_at }) => new Date(created_at) >= startedAt)
    const now = newest
      ? `${newest.status}${progressOf(newest)}`
      : 'waiting for the training to begin'
    if (now !== shown) say(now)
    shown = now
    if (newest?.finished_at !== undefined) return newest
    await sleep(2_000)
  }
}

function progressOf({ progress }: Training): string {
  if (progress?.epoch === undefined) return ''
  return `, round ${progress.epoch} of ${progress.epochs}`
}

function verdictOf({ evaluation, problem }: Training): string {
  return [...(evaluation?.reasons ?? []), ...(problem?.detail ? [problem.detail] : [])].join('; ')
}

function rowOf(title: string, group: 'students' | 'bystanders'): string {
  const cells = [before, taught, trained].map((scores) => f1Of(scores[group]))
  return `| ${title} | ${before[group].length} | ${cells.join(' | ')} |`
}

function f1Of(scores: DocumentScore[]): string {
  const f1 = summarise(scores).key.f1
  return f1 === undefined ? '–' : (100 * f1).toFixed(1)
}
