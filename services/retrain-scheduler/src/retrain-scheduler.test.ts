import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createId, ProblemError } from '@invoice-ml/contracts'
import {
  createLogger,
  createLogLevel,
  createMetrics,
  readSettings,
  type Service,
  untraced,
} from '@invoice-ml/runtime'
import { createBlobs, createTrainings, type StoredTraining } from '@invoice-ml/storage'
import { testDatabase, testFolder, testRedis } from '@invoice-ml/testing'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClearUp } from './clear-up.ts'
import { generatedName } from './generated-pages.ts'
import { createRetrainScheduler } from './retrain-scheduler.ts'
import { annotatedJob, readingOf, readJob } from './testing/annotated-documents.ts'
import { consentingWorker } from './testing/consenting-worker.ts'
import { trainerDouble, writeModel } from './testing/trainer-double.ts'
import { createTrainerClient } from './trainer-client.ts'

const database = testDatabase()
const redis = testRedis()
const folder = testFolder()
const [models, training] = [join(folder, 'models'), join(folder, 'training')]
const blobs = createBlobs(join(folder, 'blobs'))
const trainer = trainerDouble(join(training, 'runs'))
const timeout = { timeout: 40_000 }

const logger = createLogger({ service: 'test', level: 'error', dir: folder, file: 'system.log' })

let service: Service
let stopWorker: () => Promise<void>
const settings = {
  INVOICE_MONITORING__LOG_LEVEL: 'error',
  INVOICE_RETRAINING__MIN_NEW_ANNOTATIONS: '12',
  INVOICE_RETRAINING__MIN_HELD_OUT: '2',
  INVOICE_RETRAINING__REPLAYED_PAGES: '100',
  INVOICE_RETRAINING__COOLDOWN_HOURS: '0',
  INVOICE_RETRAINING__CRON: '"*/2 * * * * *"',
  INVOICE_SETTINGS: join(import.meta.dirname, '../../../config/settings.yaml'),
}

function create(own: Record<string, string> = {}): Service {
  const config = {
    DATABASE_URL: database.url(),
    REDIS_URL: redis.url(),
    BLOB_DIR: join(folder, 'blobs'),
    MODEL_DIR: models,
    TRAINING_DIR: training,
    TRAINER_URL: trainer().url,
    ADMIN_PORT: 0,
    ADMIN_HOST: '127.0.0.1',
    LOG_DIR: folder,
    STOP_TIMEOUT_MS: 5_000,
    settings: readSettings({ ...settings, ...own }),
  }
  const metrics = createMetrics('test')
  const logLevel = createLogLevel('error')
  return createRetrainScheduler({ config, logger, metrics, logLevel, tracer: untraced })
}

beforeAll(async () => {
  const drawn = await generatedName(100)
  writeModel(join(models, 'invoice-detector'), 'model_old', { createdAt: new Date('2026-01-01') })
  // Drawn pages are made by another program; that they are there is enough.
  mkdirSync(join(training, 'datasets', drawn), { recursive: true })
  for (let number = 0; number < 12; number += 1)
    await annotatedJob(database.get(), blobs, {
      supplier: `Supplier ${number}`,
      modelVersion: 'model_old',
    })
})
beforeEach(() => {
  stopWorker = consentingWorker(database.get(), { url: redis.url(), logger })
  trainer().turn('completed')
  service = create()
})
afterEach(async () => {
  await service.stop()
  await stopWorker()
  await database.get().query.deleteFrom('trainings').execute()
})

async function newest(): Promise<StoredTraining | undefined> {
  const [training] = await createTrainings(database.get()).list(1)
  return training
}

async function statusOfNewest() {
  return (await newest())?.status
}

/** The newest training as it is found in this state: a moment later another one may have begun. */
async function newestOnce(status: StoredTraining['status']): Promise<Partial<StoredTraining>> {
  let found: StoredTraining | undefined
  const look = async () => {
    found = await newest()
    return found?.status
  }
  await expect.poll(look, timeout).toBe(status)
  return found ?? {}
}

/** What the workers do: the champion reads `before`, the challenger `after`. */
async function readTrials(before: string, after: string): Promise<void> {
  const { champion = '', challenger = '', heldOut = [] } = (await newest()) ?? {}
  const rows = heldOut.flatMap(({ job_id }) =>
    [champion, challenger].map((version) => ({
      model_version: version,
      job_id,
      purpose: 'evaluation' as const,
      reading: JSON.stringify(readingOf(version === champion ? before : after, version)),
      problem: null,
      duration_ms: 300,
    })),
  )
  await database
    .get()
    .query.insertInto('trial_readings')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function deployments() {
  const { query } = database.get()
  return query.selectFrom('deployments').selectAll().orderBy('number', 'desc').execute()
}

async function countEvaluations(): Promise<number> {
  const rows = await database.get().query.selectFrom('trial_readings').select('job_id').execute()
  return rows.length
}

test('enough annotations become a model that reads better, and that serves, though the trainer is gone by then', async () => {
  await service.start()

  await expect.poll(statusOfNewest, timeout).toBe('evaluating')
  trainer().turn('gone')
  await readTrials('F-2026-007', 'F-2026-001')

  const done = await newestOnce('deployed')
  expect(done).toMatchObject({
    requestedBy: 'annotations',
    champion: 'model_old',
    challenger: 'model_new_1',
    documents: 12,
    newDocuments: 12,
    progress: { epoch: 2, epochs: 3, done: 1, map50: 0.5 },
    evaluation: {
      passed: true,
      difference: 50,
      champion: { key_f1: 0.5, map50: 0.79 },
      challenger: { key_f1: 1, map50: 0.8 },
    },
  })
  const dataset = await generatedName(100)
  const asked = { dataset, replay: [done?.id], champion: 'model_old' }
  // Which threads it has is for the trainer's own machine to say.
  const settings = expect.not.objectContaining({ threads: expect.anything() })
  expect(trainer().runs()).toEqual([expect.objectContaining({ key: done?.id, ...asked, settings })])
  const [serving] = await deployments()
  expect(serving).toMatchObject({
    model_version: 'model_new_1',
    previous_version: 'model_old',
    reason: 'trained',
    training_id: done?.id,
  })
  const published = readdirSync(join(models, 'invoice-detector', 'model_new_1')).toSorted()
  expect(published).toEqual([
    'calibration.json',
    'manifest.json',
    'model.onnx',
    'on-trial',
    'ranker.json',
  ])
})

test('a challenger that reads worse than the champion now does is not served, and why is said', async () => {
  const before = await deployments()
  await service.start()

  await expect.poll(statusOfNewest, timeout).toBe('evaluating')
  // What earlier trainings had read does not count.
  expect(await countEvaluations()).toBe(0)
  await readTrials('F-2026-001', 'F-2026-007')

  const { evaluation } = await newestOnce('rejected')
  expect(evaluation?.reasons[0]).toMatch(/key fields are -50\.00 F1 points better/)
  expect(await deployments()).toEqual(before)
})

test('what the trainer failed with is told', async () => {
  trainer().turn('failed')
  await service.start()

  const { problem, finishedAt } = await newestOnce('failed')
  expect(problem).toMatchObject({
    code: 'training-failed',
    detail: 'The trainer failed: the disk is full',
  })
  expect(finishedAt).toBeInstanceOf(Date)
})

test('a training goes on under another scheduler, with the same run', async () => {
  trainer().turn('running')
  await service.start()
  const { runId } = await newestOnce('training')
  const runs = trainer().runs().length

  await service.stop()
  trainer().turn('completed')
  service = create()
  await service.start()

  await expect.poll(statusOfNewest, timeout).toBe('evaluating')
  expect((await newest())?.runId).toBe(runId)
  expect(trainer().runs()).toHaveLength(runs)
})

test('a training whose scheduler died goes on once its lease has ended, and asks for no second run', async () => {
  const trainings = createTrainings(database.get())
  const standing = await trainings.standing()
  const id = createId('trn')
  await trainings.request({ id, requestedBy: 'loopback', standing })
  const dead = await trainings.claim('claim_dead', 500)
  trainer().turn('running')

  await service.start()

  await expect.poll(statusOfNewest, timeout).toBe('training')
  const asked = trainer()
    .runs()
    .filter((run) => run.replay[0] === id)
  expect(dead?.id).toBe(id)
  expect(asked).toHaveLength(1)
  expect(await trainings.renew({ id, token: 'claim_dead' }, 1_000)).toBe(false)
})

test('while the trainer is busy a training waits, and its data set stays as it is', async () => {
  trainer().turn('busy')
  await service.start()
  await expect.poll(() => trainer().refusals(), timeout).toBeGreaterThan(0)
  const dataset = join(training, 'datasets', `${(await newest())?.id}`)
  const { ino } = statSync(dataset)

  trainer().turn('running')

  await expect.poll(statusOfNewest, timeout).toBe('training')
  expect(statSync(dataset).ino).toBe(ino)
  expect((await newest())?.dataDigest).toMatch(/^[0-9a-f]{64}$/)
})

test('two schedulers make one training', async () => {
  const other = create()
  trainer().turn('running')
  await Promise.all([service.start(), other.start()])

  await expect.poll(statusOfNewest, timeout).toBe('training')

  await other.stop()
  expect(await createTrainings(database.get()).list(10)).toHaveLength(1)
})

test('too few documents to judge on are known before anything is trained', async () => {
  await service.stop()
  service = create({ INVOICE_RETRAINING__MIN_HELD_OUT: '500' })
  const runs = trainer().runs().length
  await service.start()

  const { evaluation } = await newestOnce('rejected')
  expect(evaluation?.reasons).toEqual([
    expect.stringMatching(
      /^only \d+ annotated documents are of suppliers held out; 500 are needed/,
    ),
  ])
  expect(trainer().runs()).toHaveLength(runs)
})

test('documents whose file is erased can be judged on by nobody, and are not counted', async () => {
  const { query } = database.get()
  const erase = (at: Date | null) => query.updateTable('jobs').set({ file_erased_at: at }).execute()
  const runs = trainer().runs().length
  await erase(new Date())
  await service.start()

  const { evaluation, heldOut } = await newestOnce('rejected')
  const runsAfter = trainer().runs().length
  await erase(null)

  expect(evaluation?.reasons).toEqual([
    expect.stringMatching(/^only 0 annotated documents are of suppliers held out; 2 are needed/),
    expect.stringMatching(/^the files of \d+ more of them are erased \(retention\.file_days\)$/),
  ])
  expect([heldOut, runsAfter]).toEqual([[], runs])
})

test('a model that the trainer has not made is refused at once: no data set is made, nobody is asked', async () => {
  const [serving] = await deployments()
  const version = serving?.model_version ?? 'model_old'
  writeModel(join(models, 'invoice-detector'), version, { own: {} })
  trainer().turn('gone')
  await service.start()

  const { id, champion, evaluation } = await newestOnce('rejected')
  writeModel(join(models, 'invoice-detector'), version)

  expect(champion).toBe(version)
  expect(evaluation?.reasons).toEqual([
    `${version} was not made by the trainer, which can only go on from its own models`,
  ])
  expect(existsSync(join(training, 'datasets', `${id}`))).toBe(false)
})

test('in its shadow a challenger reads real traffic before it serves', async () => {
  await service.stop()
  service = create({
    INVOICE_RETRAINING__SHADOW__ENABLED: 'true',
    INVOICE_RETRAINING__SHADOW__DOCUMENTS: '3',
  })
  await service.start()
  const { champion = '', challenger = '' } = await newestOnce('evaluating')
  await readTrials('F-2026-007', 'F-2026-001')
  await expect.poll(statusOfNewest, timeout).toBe('shadowing')

  const { query } = database.get()
  const problem = new ProblemError('document-unreadable', 'The reader crashed').toProblem()
  const read = (number: string) => ({
    reading: JSON.stringify(readingOf(number, challenger)),
    problem: null,
  })
  const crashed = { reading: null, problem: JSON.stringify(problem) }
  for (const outcome of [read('F-2026-001'), read('F-2026-002'), crashed]) {
    const { id } = await readJob(database.get(), { modelVersion: champion })
    const key = { model_version: challenger, job_id: id, purpose: 'shadow' as const }
    await query
      .insertInto('trial_readings')
      .values({ ...key, ...outcome, duration_ms: 9 })
      .execute()
  }

  const { evaluation } = await newestOnce('rejected')
  expect(evaluation?.shadow).toEqual({
    documents: 3,
    same: 1 / 3,
    differences: { numero_facture: 2, montant_ttc: 1 },
  })
})

test('what only a training needed is erased after it, its run ended, and what a failed one printed kept', async () => {
  trainer().turn('failed')
  await service.start()
  const { id, runId = '' } = await newestOnce('failed')
  const runs = join(training, 'runs')
  mkdirSync(join(runs, runId), { recursive: true })
  writeFileSync(join(runs, runId, 'train.log'), 'out of memory')
  for (let day = 10; day < 30; day += 1) writeFileSync(join(runs, `run_0${day}.log`), 'older')
  mkdirSync(join(training, 'datasets', 'generated-20262-100.partial'))
  const clearUp = createClearUp({
    trainings: createTrainings(database.get()),
    trainer: createTrainerClient(trainer().url),
    datasets: join(training, 'datasets'),
    runs,
    replayedPages: 100,
    logger,
  })
  expect(existsSync(join(training, 'datasets', `${id}`))).toBe(true)

  await clearUp()

  expect(trainer().cancelled()).toContain(runId)
  expect(existsSync(join(runs, runId))).toBe(false)
  expect(readFileSync(join(runs, `${runId}.log`), 'utf8')).toBe('out of memory')
  expect(readdirSync(runs).filter((name) => name.endsWith('.log'))).toHaveLength(20)
  expect(existsSync(join(runs, 'run_010.log'))).toBe(false)
  expect(readdirSync(join(training, 'datasets'))).toEqual([await generatedName(100)])
})
