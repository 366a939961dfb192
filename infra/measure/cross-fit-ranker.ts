// What the learned ranker does to documents of suppliers that it has learned nothing of:
// node infra/measure/cross-fit-ranker.ts FOLDER --pages PAGES [--folds 5] [--learned N] [--errors]
//
// PAGES: what `node packages/vision/src/dump-pages.ts FOLDER --out PAGES` writes. The suppliers of FOLDER (documents with
// <name>.truth.json) are dealt into folds; each fold is read with a ranker fitted to what the truths say of all others, and
// without any. --learned: to so many of their documents only, as a young installation would have.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Ranker } from '@invoice-ml/contracts'
import { correctionOf } from '../../packages/client/src/score/supplier-pairs.ts'
import { readTruths } from '../../packages/client/src/score/truth.ts'
import { extract, type Page } from '../../packages/extraction/src/index.ts'
import {
  type DocumentScore,
  fitRanker,
  type StudiedDocument,
  scoreDocument,
  summarise,
  type Truth,
} from '../../packages/scoring/src/index.ts'
import { study } from '../../services/retrain-scheduler/src/learn-ranker.ts'
import { splitSuppliers } from '../../services/retrain-scheduler/src/split-suppliers.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: 'pages' },
    folds: { type: 'string', default: '5' },
    learned: { type: 'string', default: '1000' },
    errors: { type: 'boolean', default: false },
  },
})
const [folder = '.'] = positionals
const folds = Number(values.folds)

type Read = { name: string; truth: Truth; pages: Page[]; studied: StudiedDocument }
type Outcome = { before: DocumentScore; after: DocumentScore }

const documents = readDocuments()
const outcomes: Outcome[] = []
for (let fold = 0; fold < folds; fold++) outcomes.push(...(await readFold(fold)))
process.stdout.write(`${tableOf(outcomes)}\n`)
if (values.errors) process.stdout.write(`${changesOf(outcomes)}\n`)

/** The documents whose pages are there, with the number of their supplier. */
function readDocuments(): Read[] {
  const truths = new Map([...readTruths(folder)].filter(([name]) => existsSync(pathOf(name))))
  const annotated = [...truths].map(([jobId, truth]) => ({
    jobId,
    annotationId: jobId,
    fields: correctionOf(truth).fields.flatMap(({ value, ...field }) =>
      value === null ? [] : [{ ...field, value }],
    ),
  }))
  return splitSuppliers(annotated, { percent: 0, decided: [] }).learned.flatMap(
    ({ jobId, supplier, fields }) => {
      const truth = truths.get(jobId)
      // What dump-pages.ts wrote.
      const pages = JSON.parse(readFileSync(pathOf(jobId), 'utf8')) as Page[]
      const studied = study({ jobId, supplier, fields }, pages)
      return truth ? [{ name: jobId, truth, pages, studied }] : []
    },
  )
}

function pathOf(name: string): string {
  return join(values.pages, `${name}.pages.json`)
}

async function readFold(fold: number): Promise<Outcome[]> {
  const isOut = ({ studied }: Read) => studied.supplier % folds === fold
  const others = documents.filter((document) => !isOut(document))
  const every = Math.max(1, others.length / Number(values.learned))
  const learned = others.filter(
    (_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every),
  )
  const ranker = await fitRanker(learned.map(({ studied }) => studied))
  const kept = ranker.gains.map(
    ({ ranked, before, after }) => `${ranked} ${percent(before)} → ${percent(after)}`,
  )
  process.stderr.write(`▸ ${learned.length} learned from, kept: ${kept.join(', ') || 'nothing'}\n`)
  return documents.filter(isOut).map((document) => ({
    before: scored(document, undefined),
    after: scored(document, ranker),
  }))
}

function scored({ name, truth, pages }: Read, ranker: Ranker | undefined): DocumentScore {
  const policy = { confidenceThreshold: 0.85, modelVersion: 'measured', ...(ranker && { ranker }) }
  return scoreDocument(name, truth, extract(pages, policy))
}

function tableOf(all: Outcome[]): string {
  const axes = ['rendering', 'language', 'kind'] as const
  const groups = axes.flatMap((axis) =>
    [...Map.groupBy(all, ({ before }) => `${axis} ${before.truth[axis]}`)].sort(([a], [b]) =>
      a.localeCompare(b),
    ),
  )
  return [
    '| F1 in %, key fields (all fields) | documents | built in | with what other suppliers taught |',
    '|---|---:|---:|---:|',
    ...[['all', all] as const, ...groups].map(
      ([title, some]) =>
        `| ${title} | ${some.length} | ${cellOf(some.map(({ before }) => before))} | ${cellOf(some.map(({ after }) => after))} |`,
    ),
  ].join('\n')
}

function changesOf(all: Outcome[]): string {
  return all
    .flatMap(({ before, after }) =>
      after.fields.flatMap((field, index) => {
        const was = before.fields[index]
        if (!was || was.isRight === field.isRight) return []
        return `${field.isRight ? 'gain' : 'loss'} ${after.name} ${field.label} ${JSON.stringify(field.expected)}: ${was.got} → ${field.got}`
      }),
    )
    .join('\n')
}

function cellOf(scores: DocumentScore[]): string {
  const { key, all } = summarise(scores)
  return `${percent(key.f1)} (${percent(all.f1)})`
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}
