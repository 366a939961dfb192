import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StoredDeployment, trialMark } from '@invoice-ml/storage'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createMarkTrials } from './mark-trials.ts'
import { createModels } from './models.ts'

const dir = testFolder()

function placeModel(version: string, { isOnTrial }: { isOnTrial: boolean }): string {
  const folder = join(dir, 'invoice-detector', version)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model.onnx'), '')
  const created_at = '2026-01-01T00:00:00Z'
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version, created_at }))
  if (isOnTrial) writeFileSync(join(folder, trialMark), '')
  return folder
}

async function markTrials(
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
  await createMarkTrials({ deployments, models })()
}

test('a model that serves is no longer on trial, and one that nobody deployed still is', async () => {
  const deployed = placeModel('m2', { isOnTrial: true })
  const rejected = placeModel('m3', { isOnTrial: true })

  await markTrials({ modelVersion: 'm2', previousVersion: 'm1', reason: 'trained' })

  expect(existsSync(join(deployed, trialMark))).toBe(false)
  expect(existsSync(join(rejected, trialMark))).toBe(true)
})

test('a model that was rolled back is on trial again', async () => {
  placeModel('m4', { isOnTrial: false })
  const bad = placeModel('m5', { isOnTrial: false })

  await markTrials({ modelVersion: 'm4', previousVersion: 'm5', reason: 'rolled_back' })

  expect(existsSync(join(bad, trialMark))).toBe(true)
})
