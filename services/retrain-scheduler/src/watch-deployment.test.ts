import { createLogger, Retraining } from '@invoice-ml/runtime'
import { createDeployments, createTrainingData } from '@invoice-ml/storage'
import { testDatabase, testFolder, testRedis } from '@invoice-ml/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readJob } from './testing/annotated-documents.ts'
import { consentingWorker } from './testing/consenting-worker.ts'
import { createWatchDeployment } from './watch-deployment.ts'

const database = testDatabase()
const redis = testRedis()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const settings = Retraining.parse({ watch: { min_documents: 20 } }).watch

let rolledBack = 0
let stopWorker: () => Promise<void>
beforeEach(() => {
  rolledBack = 0
  stopWorker = consentingWorker(database.get(), { url: redis.url(), logger })
})
afterEach(() => stopWorker())

function watch(own: Partial<typeof settings> = {}) {
  return createWatchDeployment({
    deployments: createDeployments(database.get()),
    data: createTrainingData(database.get()),
    settings: { ...settings, ...own },
    onRolledBack: () => {
      rolledBack += 1
    },
    logger,
  })()
}

/** `of` documents read by a model, of which so many go to a person. */
async function traffic(modelVersion: string, of: number, reviewed: number): Promise<void> {
  for (let number = 0; number < of; number += 1)
    await readJob(database.get(), { modelVersion, needsReview: number < reviewed })
}

test('the model before comes back when people have to look at far more documents, though it was loaded again', async () => {
  const deployments = createDeployments(database.get())
  await traffic('model_old', 25, 2)
  await deployments.ensureCurrent('model_old')
  await database.get().query.insertInto('deployments').values(trained('model_bad')).execute()
  await watch()
  expect(rolledBack).toBe(0)

  await traffic('model_bad', 25, 20)
  await database.get().query.insertInto('deployments').values(reloaded('model_bad')).execute()
  await watch({ enabled: false })
  expect(rolledBack).toBe(0)
  await watch()

  expect(await deployments.current()).toMatchObject({
    modelVersion: 'model_old',
    previousVersion: 'model_bad',
    reason: 'rolled_back',
    actor: 'retrain-scheduler',
    detail: '80.0 % of the documents were reviewed, 8.0 % before',
  })
  await watch()
  expect(rolledBack).toBe(1)
})

function trained(version: string) {
  return {
    id: `dep_${version}`,
    model_version: version,
    previous_version: 'model_old',
    reason: 'trained' as const,
    training_id: 'trn_1',
    actor: 'retrain-scheduler',
    detail: null,
  }
}

function reloaded(version: string) {
  return {
    ...trained(version),
    id: 'dep_reloaded',
    previous_version: version,
    reason: 'reloaded' as const,
    training_id: null,
    actor: 'loopback',
  }
}
