import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { findModelByPath } from './model-by-path.ts'

const folder = testFolder()
const models = join(folder, 'models')

function put(name: string, version: string): string {
  const path = join(models, name, version)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'model.onnx'), '')
  const manifest = { version, created_at: '2026-01-01T00:00:00Z' }
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest))
  return path
}

const v1 = put('invoice-detector', 'v1')
put('invoice-detector', 'twin')
put('other', 'twin')
mkdirSync(join(models, 'bare'))
writeFileSync(join(models, 'bare/model.onnx'), '')
mkdirSync(join(folder, 'models-of-others'))
symlinkSync(join(folder, 'models-of-others'), join(models, 'linked'))

test.each([
  ['its folder', 'invoice-detector/v1'],
  ['its file', 'invoice-detector/v1/model.onnx'],
  ['its folder, seen from where the models lie', 'models/invoice-detector/v1'],
  ['its absolute path', v1],
])('a model is found by %s', async (_what, path) => {
  expect((await findModelByPath(models, path)).version).toBe('v1')
})

test.each([
  ['leads out', '../models-of-others', 'invalid-request'],
  ['is absolute and elsewhere', '/etc/passwd', 'invalid-request'],
  ['begins as the folder does', '../models-of-others/v1', 'invalid-request'],
  ['leads out by a link', 'linked', 'invalid-request'],
  ['is the folder of models itself', '.', 'invalid-request'],
  ['leads nowhere', 'invoice-detector/v9', 'model-not-found'],
  ['names a network without a manifest', 'bare', 'model-unusable'],
])('a path that %s is refused', async (_what, path, code) => {
  await expect(findModelByPath(models, path)).rejects.toMatchObject({ code })
})

test('of two models with one name, one is refused', async () => {
  const outcomes = await Promise.allSettled([
    findModelByPath(models, 'invoice-detector/twin'),
    findModelByPath(models, 'other/twin'),
  ])

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})
