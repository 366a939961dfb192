// npm run learning-curve -- DIR [--documents 50] [--others DIR] [--out FILE]
//
// What people's corrections bring, for a running platform that has learned nothing of these documents. Each supplier's documents
// are halved: one half may be corrected, the other is only read. Of the suppliers that are read worst (by the first half, so that
// the choice says nothing of the second) every other one is corrected, one document of each first, then the others, until so many
// are that a training begins by itself. Nothing is said of all other suppliers, nor of the documents of another folder.
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Training, TrainingList } from '@invoice-ml/contracts'
import { type DocumentScore, summarise } from '@invoice-ml/scoring'
import { accept } from '../accept.ts'
import { countFed, dealByWeakness, type Supplier, suppliersOf } from '../score/learning-groups.ts'
import { connect, fromWhereItWasTyped, orRefuse, requirePlatform } from './arguments.ts'
import { createTruthReader, type TruthReader } from './truth-reader.ts'

const { values, positionals } = orRefuse(() =>
  parseArgs({
    allowPositionals: true,
    options: {
      documents: { type: 'string', default: '50' },
      others: { type: 'string' },
      out: { type: 'string' },
    },
  }),
)
// The clock of retraining strikes every five minutes, unless it is set otherwise.
const beginsWithinMs = 900_000
const [dir] = positionals
const wanted = Number(values.documents)
if (dir === undefined || !Number.isInteger(wanted) || wanted < 1) {
  process.stderr.write(
    'Usage: npm run learning-curve -- DIR [--documents 50] [--others DIR] [--out FILE]\n',
  )
  process.exit(2)
}
const connection = connect()
await requirePlatform(connection)
const { client } = connection
const say = (line: string) => process.stderr.write(`▸ ${line}\n`)
const readerOf = (folder: string) =>
  orRefuse(() => createTruthReader(fromWhereItWasTyped(folder), client))
const here = readerOf(dir)
const elsewhere = values.others === undefined ? undefined : readerOf(values.others)

const startedAt = new Date()
const suppliers = suppliersOf(here.truths)
const mostWanted = countFed(suppliers)
if (mostWanted < wanted) {
  process.stderr.write(
    `Only ${mostWanted} of these documents may be corrected, the others show what it brings: --documents ${mostWanted}, and retraining.min_new_annotations as low\n`,
  )
  process.exit(2)
}
say(`Reading what may be corrected of ${suppliers.length} suppliers`)
const fed = suppliers.flatMap((supplier) => supplier.fed)
const known = new Map((await here.readAndScoreAll(fed)).map((score) => [score.name, score]))
const dealt = dealByWeakness(suppliers, wanted, (names) => {
  const scores = names.flatMap((name) => known.get(name) ?? [])
  return summarise(scores).key.f1 ?? 1
})
const keptOf = (some: Supplier[]) => some.flatMap(({ kept }) => kept)
const groups = [
  groupOf('other documents of the suppliers corrected', here, keptOf(dealt.corrected)),
  groupOf('suppliers read as badly, nothing said of them', here, keptOf(dealt.left)),
  groupOf('the other suppliers, nothing said of them', here, keptOf(dealt.others)),
  ...(elsewhere
    ? [groupOf('the other folder, nothing said of it', elsewhere, [...elsewhere.truths.keys()])]
    : []),
].filter(({ names }) => names.length > 0)

await readAll('before')
const firsts = dealt.corrected.flatMap(({ fed: [first] }) => first ?? [])
say(`Correcting one document of each of ${firsts.length} suppliers`)
await correctAll(firsts)
await readAll('after one correction each')
const rest = dealt.corrected
  .flatMap(({ fed: [, ...others] }) => others)
  .slice(0, wanted - firsts.length)
say(`Correcting ${rest.length} more`)
await correctAll(rest)
const training = await awaitTraining()
await readAll('after the training')
if (values.out !== undefined)
  writeFileSync(fromWhereItWasTyped(values.out), JSON.stringify(training, null, 2))

process.stdout.write(
  [
    `${firsts.length + rest.length} documents of ${firsts.length} suppliers corrected. Training: ${training.status}, ${verdictOf(training)}`,
    '',
    '| F1 in %, key fields (all fields) | documents | before | after one correction each | after the training |',
    '|---|---:|---:|---:|---:|',
    ...groups.map(
      ({ title, names, rounds }) =>
        `| ${title} | ${names.length} | ${rounds.map(cellOf).join(' | ')} |`,
    ),
    '',
  ].join('\n'),
)

type Group = { title: string; reader: TruthReader; names: string[]; rounds: DocumentScore[][] }

function groupOf(title: string, reader: TruthReader, names: string[]): Group {
  return { title, reader, names, rounds: [] }
}

async function readAll(moment: string): Promise<void> {
  for (const { title, reader, names, rounds } of groups) {
    const scores = await reader.readAndScoreAll(names)
    rounds.push(scores)
    say(`${moment}, ${title}: ${cellOf(scores)}`)
  }
}

async function correctAll(names: string[]): Promise<void> {
  for (const name of names) if (!(await here.correct(name))) say(`${name} could not be read`)
}

/** The training that the corrections have set off, once it is over. Nobody asks for it: it begins by itself. @throws Error when none does */
async function awaitTraining(): Promise<Training> {
  const latestBegin = Date.now() + beginsWithinMs
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
    if (!newest && Date.now() > latestBegin)
      throw new Error(
        'No training began: look at retraining.min_new_annotations, its cron and cooldown_hours, and whether there is a trainer',
      )
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

function cellOf(scores: DocumentScore[]): string {
  const { key, all } = summarise(scores)
  return `${percent(key.f1)} (${percent(all.f1)})`
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : (100 * share).toFixed(1)
}
