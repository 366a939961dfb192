import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createId, detectorLabels } from '@invoice-ml/contracts'
import { createBlobs, createTrainings, type StoredTraining } from '@invoice-ml/storage'
import { testDatabase, testFolder, testRedis } from '@invoice-ml/testing'
import { freePort } from '@invoice-ml/testing/ports'
import { expect, test } from 'vitest'
import { generatedName } from './generated-pages.ts'
import { annotatedJob, drawPicture, readingOf } from './testing/annotated-documents.ts'
import {
  endProcessesAfterwards,
  hasPyTorch,
  startScheduler,
  startTrainer,
} from './testing/processes.ts'

const database = testDatabase()
const redis = testRedis()
const folder = testFolder()
const root = join(import.meta.dirname, '../../..')
const served = 'invoice_model_20261128'
const folders = {
  models: join(folder, 'models'),
  datasets: join(folder, 'training/datasets'),
  runs: join(folder, 'training/runs'),
}
const canTrain = hasPyTorch()
if (!canTrain) process.stderr.write('The real trainer is left out: no PyTorch here\n')
endProcessesAfterwards()

const patience = { timeout: 400_000, interval: 500 }

/** Environment of a scheduler that trains for two steps, and judges on whatever there is. */
function environment(trainerPort: number, adminPort: number): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: database.url(),
    REDIS_URL: redis.url(),
    BLOB_DIR: join(folder, 'blobs'),
    MODEL_DIR: folders.models,
    TRAINING_DIR: join(folder, 'training'),
    TRAINER_URL: `http://127.0.0.1:${trainerPort}`,
    ADMIN_PORT: `${adminPort}`,
    LOG_DIR: join(folder, 'logs'),
    INVOICE_RETRAINING__ENABLED: 'false',
    INVOICE_RETRAINING__EPOCHS: '1',
    INVOICE_RETRAINING__REPLAYED_PAGES: '100',
    INVOICE_RETRAINING__MIN_HELD_OUT: '1',
  }
}

/** Drawn pages are made by another program and take a minute; what they look like is no matter here. */
async function writeGenerated(): Promise<void> {
  const path = join(folders.datasets, await generatedName(100))
  for (const split of ['train', 'val'])
    for (const page of ['1', '2']) {
      await drawPicture(join(path, 'images', split, `${page}.jpg`))
      mkdirSync(join(path, 'labels', split), { recursive: true })
      writeFileSync(join(path, 'labels', split, `${page}.txt`), '0 0.5 0.5 0.2 0.1\n')
    }
  const names = detectorLabels.map((label, index) => `  ${index}: ${label}\n`).join('')
  writeFileSync(
    join(path, 'dataset.yaml'),
    `path: .\ntrain: images/train\nval: images/val\nnames:\n${names}`,
  )
}

async function newest(): Promise<StoredTraining | undefined> {
  const [training] = await createTrainings(database.get()).list(1)
  return training
}

async function statusOfNewest(): Promise<string> {
  const { status, problem } = (await newest()) ?? {}
  return problem ? `${status}: ${problem.detail}` : `${status}`
}

async function readTrials(): Promise<void> {
  const { champion = '', challenger = '', heldOut = [] } = (await newest()) ?? {}
  const rows = heldOut.flatMap(({ job_id }) =>
    [champion, challenger].map((version) => ({
      model_version: version,
      job_id,
      purpose: 'evaluation' as const,
      reading: JSON.stringify(readingOf('F-2026-001', version)),
      problem: null,
      duration_ms: 300,
    })),
  )
  await database.get().query.insertInto('trial_readings').values(rows).execute()
}

test.skipIf(!canTrain)(
  'scheduler and trainer may both be killed in the middle of a run: it is judged all the same',
  { timeout: 600_000 },
  async () => {
    const champion = join(folders.models, 'invoice-detector', served)
    cpSync(join(root, 'models/invoice-detector', served), champion, { recursive: true })
    await writeGenerated()
    const blobs = createBlobs(join(folder, 'blobs'))
    for (let number = 0; number < 12; number += 1)
      await annotatedJob(database.get(), blobs, {
        supplier: `Supplier ${number}`,
        modelVersion: served,
      })
    const [trainerPort, adminPort] = [await freePort(), await freePort()]
    let trainer = startTrainer(trainerPort, folders)
    let scheduler = startScheduler(environment(trainerPort, adminPort))
    const trainings = createTrainings(database.get())
    const standing = await trainings.standing()
    await trainings.request({ id: createId('trn'), requestedBy: 'loopback', standing })
    await expect.poll(statusOfNewest, patience).toBe('training')
    const { runId } = (await newest()) ?? {}

    await scheduler.kill()
    scheduler = startScheduler(environment(trainerPort, adminPort))
    await trainer.kill()
    trainer = startTrainer(trainerPort, folders)

    await expect.poll(statusOfNewest, patience).toBe('evaluating')
    await readTrials()
    await expect.poll(statusOfNewest, patience).toBe('rejected')
    const ended = await newest()
    expect(ended?.runId).toBe(runId)
    expect(ended?.evaluation).toMatchObject({ difference: 0, passed: false })
    expect(ended?.evaluation?.challenger.map50).toEqual(expect.any(Number))
    expect(ended?.evaluation?.champion.map50).toEqual(expect.any(Number))
    const made = join(folders.models, 'invoice-detector', ended?.challenger ?? '')
    const manifest = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8'))
    expect(existsSync(join(made, 'model.onnx'))).toBe(true)
    expect(manifest).toMatchObject({ version: ended?.challenger, champion: { name: served } })
    await Promise.all([scheduler.kill(), trainer.kill()])
  },
)
