import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StoredDeployment, trialMark } from '@invoice-ml/storage'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createModels } from './models.ts'
import { createTendTrials } from './tend-trials.ts'

const dir = testFolder()

function placeModel(
  version: string,
  { isOnTrial, day = 1 }: { isOnTrial: boolean; day?: number },
): string {
  const folder = join(dir, 'invoice-detector', version)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model.onnx'), '')
  const created_at = new Date(Date.UTC(2026, 0, day)).toISOString()
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version, created_at }))
  if (isOnTrial) writeFileSync(join(folder, trialMark), '')
  return folder
}

async function tendTrials(
  entry: Pick<StoredDeployment, 'modelVersion' | 'previousVersion' | 'reason'>,
) {
  const current: StoredDeployment = {
    id: 'dep_1',
    trainingId: undefined,
    actor: 'retrain-scheduler',
    detail: undefined,
    createdAt: new Date(),
    ...entry,
  }
  const deployments = { current: async () => current, ensureCurrent: async () => current }
  const models = createModels(dir, { deployments, logger: { warn: () => {} } })
  await createTendTrials({ deployments, models })()
}

test('a model that serves is no longer on trial, and one that nobody deployed still is', async () => {
  const deployed = placeModel('m2', { isOnTrial: true })
  const rejected = placeModel('m3', { isOnTrial: true })

  await tendTrials({ modelVersion: 'm2', previousVersion: 'm1', reason: 'trained' })

  expect(existsSync(join(deployed, trialMark))).toBe(false)
  expect(existsSync(join(rejected, trialMark))).toBe(true)
})

test('a model that was rolled back is on trial again', async () => {
  placeModel('m4', { isOnTrial: false })
  const bad = placeModel('m5', { isOnTrial: false })

  await tendTrials({ modelVersion: 'm4', previousVersion: 'm5', reason: 'rolled_back' })

  expect(existsSync(join(bad, trialMark))).toBe(true)
})

test('the oldest on trial are erased when there are more than twenty', async () => {
  const serving = placeModel('m6', { isOnTrial: false })
  const folders = Array.from({ length: 21 }, (_, index) =>
    placeModel(`challenger_${index}`, { isOnTrial: true, day: 10 + index }),
  )

  await tendTrials({ modelVersion: 'm6', previousVersion: undefined, reason: 'initial' })

  expect(folders.map((folder) => existsSync(folder))).toEqual([false, ...Array(20).fill(true)])
  expect(existsSync(serving)).toBe(true)
})
