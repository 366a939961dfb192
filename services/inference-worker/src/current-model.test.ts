import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createFindWantedModel } from './current-model.ts'

const modelDir = testFolder()
const nothingDeployed = { current: async () => undefined }

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
