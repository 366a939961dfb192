import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StoredDeployment, trialMark } from '@invoice-ml/storage'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createFindWantedModel, findSubstitutes } from './current-model.ts'

const modelDir = testFolder()
const nothingDeployed = { current: async () => undefined }

function deployed(modelVersion: string, reason: StoredDeployment['reason']): StoredDeployment {
  return {
    id: `dep_${modelVersion}`,
    modelVersion,
    previousVersion: undefined,
    reason,
    trainingId: undefined,
    actor: 'retrain-scheduler',
    detail: undefined,
    createdAt: new Date(),
  }
}

function manifestOf(version: string): string {
  const folder = join(modelDir, 'invoice-detector', version)
  mkdirSync(folder, { recursive: true })
  return join(folder, 'manifest.json')
}

test('why a model is left out is told once, and again when it is another reason', async () => {
  const told: unknown[] = []
  const logger = { warn: (_message: string, facts?: object) => told.push(facts) }
  const findWanted = createFindWantedModel(nothingDeployed, { modelDir, logger })
  writeFileSync(manifestOf('m1'), '{}')

  const wanted = await findWanted()
  await findWanted()
  const first = told.length
  writeFileSync(manifestOf('m1'), '[')
  await findWanted()
  await findWanted()
  const second = told.length
  rmSync(manifestOf('m1'))
  await findWanted()
  writeFileSync(manifestOf('m1'), '[')
  await findWanted()

  expect(wanted.version).toBe('words-only')
  expect([first, second, told.length]).toEqual([1, 2, 3])
})

test('what served before may serve in place of a model that cannot be loaded, and no model on trial', async () => {
  const folder = join(modelDir, 'substitutes')
  for (const version of ['m1', 'm2', 'm3', 'm4']) {
    const of = join(folder, 'invoice-detector', version)
    mkdirSync(of, { recursive: true })
    writeFileSync(join(of, 'model.onnx'), '')
    const created_at = `2026-01-0${version.slice(1)}T00:00:00Z`
    writeFileSync(join(of, 'manifest.json'), JSON.stringify({ version, created_at }))
  }
  // Rejected after its training, and rolled back to what is to be loaded now.
  for (const version of ['m4', 'm3'])
    writeFileSync(join(folder, 'invoice-detector', version, trialMark), '')
  const deployments = {
    list: async () => [deployed('m2', 'rolled_back'), deployed('m3', 'trained')],
  }

  const found = await findSubstitutes(deployments, {
    modelDir: folder,
    logger: { debug: () => {} },
    instead: 'm2',
  })

  expect(found.map(({ version }) => version)).toEqual(['m1'])
})
