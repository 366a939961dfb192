import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { findModel, findNewestModel, listModels, trialMark } from './models.ts'

const folder = testFolder()

function write(dir: string, manifest: unknown): void {
  mkdirSync(join(folder, dir), { recursive: true })
  writeFileSync(join(folder, dir, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, dir, 'model.onnx'), '')
}

const unexpected = (error: unknown) => {
  throw error
}

test('the newest model serves', async () => {
  write('two/invoice/v9', { version: 'v9', created_at: '2026-01-01T00:00:00Z' })
  write('two/invoice/v10', { version: 'v10', created_at: '2026-02-01T00:00:00Z' })

  const model = await findNewestModel(join(folder, 'two'), unexpected)

  expect(model).toMatchObject({
    name: 'invoice',
    version: 'v10',
    path: join(folder, 'two/invoice/v10/model.onnx'),
  })
})

test('without a folder there is no model', async () => {
  const model = await findNewestModel(join(folder, 'nowhere'), unexpected)

  expect(model).toBeUndefined()
})

test('a model that is not whole is named, and the others serve', async () => {
  write('bad/invoice/v1', { version: 'v1', created_at: '2026-01-01T00:00:00Z' })
  write('bad/invoice/v2', { created_at: '2026-02-01T00:00:00Z' })
  write('bad/invoice/v3', { version: 'v3', created_at: '2026-03-01T00:00:00Z' })
  rmSync(join(folder, 'bad/invoice/v3/model.onnx'))
  const problems: string[] = []

  const model = await findNewestModel(join(folder, 'bad'), (error) => problems.push(`${error}`))

  expect(model?.version).toBe('v1')
  expect(problems.join()).toContain('v2/manifest.json lacks version')
  expect(problems.join()).toContain('v3/model.onnx')
})

test('a model in a folder of another name is left out, as one that is being written', async () => {
  write('named/invoice/v2.partial', { version: 'v2', created_at: '2026-02-01T00:00:00Z' })
  const problems: string[] = []

  const models = await listModels(join(folder, 'named'), (error) => problems.push(`${error}`))

  expect(models).toEqual([])
  expect(problems.join()).toContain('calls itself v2')
})

test('a model that leads out of the folder of models is left out', async () => {
  const outside = join(folder, 'elsewhere.onnx')
  writeFileSync(outside, '')
  write('linked/invoice/v1', { version: 'v1', created_at: '2026-01-01T00:00:00Z' })
  rmSync(join(folder, 'linked/invoice/v1/model.onnx'))
  symlinkSync(outside, join(folder, 'linked/invoice/v1/model.onnx'))
  const problems: string[] = []

  const models = await listModels(join(folder, 'linked'), (error) => problems.push(`${error}`))

  expect(models).toEqual([])
  expect(problems.join()).toContain('leads out')
})

test('a model is found by its version', async () => {
  write('found/invoice/v1', { version: 'v1', created_at: '2026-01-01T00:00:00Z' })

  expect(await findModel(join(folder, 'found'), 'v1')).toMatchObject({ name: 'invoice' })
  expect(await findModel(join(folder, 'found'), 'v2')).toBeUndefined()
})

test('a model on trial is found by its version, and is never the newest', async () => {
  write('tried/invoice/v1', { version: 'v1', created_at: '2026-01-01T00:00:00Z' })
  write('tried/invoice/v2', { version: 'v2', created_at: '2026-02-01T00:00:00Z' })
  writeFileSync(join(folder, 'tried/invoice/v2', trialMark), '')

  const newest = await findNewestModel(join(folder, 'tried'), unexpected)
  const onTrial = await findModel(join(folder, 'tried'), 'v2')

  expect(newest?.version).toBe('v1')
  expect(onTrial).toMatchObject({ version: 'v2', isOnTrial: true })
})

test('a model that is being written is not told of', async () => {
  write('written/invoice/.v2.partial', { version: 'v2', created_at: '2026-02-01T00:00:00Z' })

  expect(await listModels(join(folder, 'written'), unexpected)).toEqual([])
})
