import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  detectorLabels,
  type FieldLabel,
  type Job,
  ModelList,
  type Training,
  TrainingList,
} from '@invoice-ml/contracts'
import generator from '@invoice-ml/synthetic/generator.json' with { type: 'json' }
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasTrainer, type ServiceName } from '../../infra/local/services.ts'
import { extractToTheEnd } from '../support/clients.ts'
import { exposedMetrics } from '../support/exposed-metrics.ts'
import { foreignInvoice, textInvoice } from '../support/invoices.ts'
import { type LabelStudioDouble, startLabelStudio } from '../support/label-studio.ts'
import { copyModels, shipped } from '../support/models-folder.ts'
import { panelsWith } from '../support/panels.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { hasPrometheus, type Prometheus, startPrometheus } from '../support/prometheus.ts'
import { startTrainer, type TrainerDouble } from '../support/trainer.ts'
import { until } from '../support/wait.ts'

const [, champion] = shipped
const folder = mkdtempSync(join(tmpdir(), 'retrain-'))
const [models, training] = [copyModels(folder), join(folder, 'training')]
// Of these, some are annotated in Label Studio.
const [documents, drawn] = [50, 4]
const keys = ['numero_facture', 'date_facture', 'montant_ht', 'montant_tva', 'montant_ttc'] as const
const known = [...keys, 'date_echeance', 'fournisseur_nom'] as const

// Another trainer answers in place of the real one, which is only looked at.
const beside: ServiceName[] = [
  'retrain-scheduler',
  'feedback',
  ...(hasTrainer() ? ['trainer' as const] : []),
]
const services = ['gateway', 'inference-worker', ...beside] as const

/** The folder of a hundred drawn pages, as the scheduler names it. */
function drawnPages(): string {
  const labels = createHash('sha256').update(detectorLabels.join('\n')).digest('hex').slice(0, 8)
  return `generated-${generator.version}-20262-100-${labels}`
}

type Foreign = Awaited<ReturnType<typeof foreignInvoice>>

let trainer: TrainerDouble
let studio: LabelStudioDouble
let run: TestPlatform
let prometheus: Prometheus | undefined

beforeAll(async () => {
  trainer = await startTrainer({ models, runs: join(training, 'runs') })
  studio = await startLabelStudio()
  const feedbackPort = await freePort()
  // Drawn pages are for the network, which is not trained here.
  mkdirSync(join(training, 'datasets', drawnPages()), { recursive: true })
  run = await startTestPlatform({
    more: beside,
    env: {
      MODEL_DIR: models,
      TRAINING_DIR: training,
      TRAINER_URL: trainer.url,
      LABEL_STUDIO_URL: studio.url,
      LABEL_STUDIO_TOKEN: studio.tokens.legacy,
      FEEDBACK_PORT: `${feedbackPort}`,
      // What is doubted, and of what is not doubted everything as a sample.
      INVOICE_API__CONFIDENCE_THRESHOLD: '0.01',
      INVOICE_REVIEW__AUDIT_SHARE: '1',
      INVOICE_RETRAINING__MIN_NEW_ANNOTATIONS: `${documents}`,
      INVOICE_RETRAINING__MIN_HELD_OUT: '5',
      // Other tests run beside it: how long a reading takes says nothing here.
      INVOICE_RETRAINING__MAX_SLOWDOWN: '100',
      INVOICE_RETRAINING__REPLAYED_PAGES: '100',
      INVOICE_RETRAINING__CRON: '"*/2 * * * * *"',
      INVOICE_RETRAINING__SHADOW__ENABLED: 'true',
      INVOICE_RETRAINING__SHADOW__SHARE: '1',
      INVOICE_RETRAINING__SHADOW__DOCUMENTS: '1',
      // What was learned is what both say differently.
      INVOICE_RETRAINING__SHADOW__MIN_SAME: '0',
    },
  })
  if (hasPrometheus) prometheus = await startPrometheus(services.map(run.platform.adminUrl))
})

afterAll(async () => {
  await prometheus?.stop()
  await run?.stop()
  await Promise.all([trainer?.stop(), studio?.stop()])
  rmSync(folder, { recursive: true })
})

/** What a person would say of a document. */
function saidOf({ truth }: Foreign): { label: FieldLabel; value: string }[] {
  return known.flatMap((label) => {
    const value = truth[label]
    if (typeof value !== 'string') return []
    return [{ label, value: label.startsWith('montant') ? `${value} EUR` : value }]
  })
}

/** The same as boxes, drawn where the values are printed. */
function resultOf(document: Foreign): object[] {
  return saidOf(document).flatMap(({ label, value }) => {
    const box = document.boxes.find((each) => each.label === label)
    if (!box) return []
    const { x, y, w, h } = box
    const place = { x: 100 * x, y: 100 * y, width: 100 * w, height: 100 * h, rotation: 0 }
    const common = { id: label, to_name: 'image', original_width: 1_000, original_height: 1_414 }
    const named = { ...place, rectanglelabels: [label] }
    return [
      { ...common, from_name: 'label', type: 'rectanglelabels', value: named },
      {
        ...common,
        from_name: 'transcription',
        type: 'textarea',
        value: { ...place, text: [value] },
      },
    ]
  })
}

async function taskOf({ job_id }: Job) {
  await until('it is in Label Studio', () => studio.tasksOf(job_id).length > 0)
  const [task] = studio.tasksOf(job_id)
  if (!task) throw new Error('it was there')
  return task
}

/** How many of the key fields of documents are read as they are printed. */
function countRight(jobs: Job[], documents: Foreign[]): number {
  return jobs.reduce((sum, { result }, index) => {
    const { truth } = documents[index] ?? {}
    const read = new Map(result?.fields.map(({ label, value }) => [label as string, value]))
    return sum + keys.filter((label) => read.get(label)?.split(' ')[0] === truth?.[label]).length
  }, 0)
}

async function newestTraining(): Promise<Training | undefined> {
  const { data } = await run.client.http.get('/trainings')
  return TrainingList.parse(data).trainings[0]
}

test('a legacy token counts, and of what nobody doubts a sample is audited', async () => {
  const sure = await extractToTheEnd(run.client, await textInvoice(8_001))

  const task = await taskOf(sure)

  expect(sure.result?.needs_review).toBe(false)
  expect(task.data).toMatchObject({ job_id: sure.job_id, page: 1, reason: 'audit' })
})

test('what people say of documents in a language that nothing knew becomes a model that reads it, and that serves by itself', async () => {
  const { client } = run
  const traffic = await textInvoice(8_011)
  const unseen = await Promise.all([901, 902, 903, 904, 905].map(foreignInvoice))
  const readUnseen = () =>
    Promise.all(unseen.map((document) => extractToTheEnd(client, document, { refresh: true })))
  const before = await readUnseen()

  for (let seed = 1; seed <= documents; seed++) {
    const document = await foreignInvoice(seed)
    const job = await extractToTheEnd(client, document)
    if (seed <= drawn) await studio.person.submit(await taskOf(job), resultOf(document))
    else await client.correctJob(job.job_id, { fields: saidOf(document) })
  }
  await until(
    'the challenger is watched',
    async () => (await newestTraining())?.status === 'shadowing',
  )
  await extractToTheEnd(client, traffic)
  await until(
    'a training has ended',
    async () => (await newestTraining())?.finished_at !== undefined,
  )

  const done = await newestTraining()
  expect(done).toMatchObject({ status: 'deployed' })
  const [learned] = trainer.runs()
  await until('the workers read with it', async () => {
    const { workers } = ModelList.parse((await client.http.get('/models')).data)
    return workers.every(({ model_version }) => model_version === learned?.version)
  })
  const after = await readUnseen()
  const { data } = await client.http.get('/models')
  const readBy = (jobs: Job[]) => new Set(jobs.map(({ result }) => result?.model_version))
  expect(done).toMatchObject({
    status: 'deployed',
    requested_by: 'annotations',
    champion,
    challenger: learned?.version,
    evaluation: { passed: true, shadow: { documents: 1 } },
  })
  expect(done?.evaluation?.ranker?.choices.map(({ ranked }) => ranked)).toContain('numero_facture')
  expect(ModelList.parse(data).deployments[0]).toMatchObject({
    model_version: learned?.version,
    reason: 'trained',
  })
  expect(readBy(before)).toEqual(new Set([champion]))
  expect(readBy(after)).toEqual(new Set([learned?.version]))
  expect(countRight(after, unseen)).toBeGreaterThan(countRight(before, unseen))
}, 300_000)

test.each(beside)('%s exposes what docs/metrics.md lists of it', async (name) => {
  const { exposed, listed, mislabelled, sampleCount } = await exposedMetrics(
    run.platform.adminUrl(name),
  )

  expect(exposed).toEqual(listed)
  expect(sampleCount).toBeGreaterThan(0)
  expect(mislabelled).toEqual([])
})

test.runIf(hasPrometheus)('the panels of what learns have numbers', async () => {
  const withoutLearning = panelsWith(['gateway', 'inference-worker'])
  const elsewhere = new Set(withoutLearning.map(({ expression }) => expression))
  const learning = panelsWith(services).filter(({ expression }) => !elsewhere.has(expression))

  const answers = await Promise.all(
    learning.map(async ({ title, expression }) => {
      const samples = (await prometheus?.query(expression)) ?? []
      return { title, isThere: samples.some(({ value }) => !Number.isNaN(value)) }
    }),
  )

  expect(answers.length).toBeGreaterThan(3)
  expect(answers.filter(({ isThere }) => !isThere)).toEqual([])
})
