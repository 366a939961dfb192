import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { readCalibration, readRanker } from './read-beside-model.ts'

const dir = testFolder()

async function aModel(calibration?: string): Promise<string> {
  const folder = await mkdtemp(join(dir, 'model-'))
  if (calibration !== undefined) await writeFile(join(folder, 'calibration.json'), calibration)
  return join(folder, 'model.onnx')
}

test('the calibration of a model lies beside it', async () => {
  const calibration = { documents: 9, suppliers: 4, kinds: { date: { slope: 1.2, offset: 0.1 } } }

  expect(await readCalibration(await aModel(JSON.stringify(calibration)))).toEqual(calibration)
})

test('a model may have none, and so may no model', async () => {
  expect(await readCalibration(await aModel())).toBeUndefined()
  expect(await readCalibration('')).toBeUndefined()
})

test.each([
  '{',
  '{"kinds":{}}',
  '{"documents":1,"suppliers":1,"kinds":{"date":{"slope":-1,"offset":0}}}',
])('a file that is no calibration is said so: %s', async (text) => {
  await expect(readCalibration(await aModel(text))).rejects.toThrow(/is no calibration/)
})

test('what corrections have added to its weights lies beside it, too', async () => {
  const ranker = {
    documents: 60,
    suppliers: 20,
    weights: { date_echeance: { 'beside:erapaiva': 3.2 } },
    gains: [{ ranked: 'date_echeance', documents: 60, before: 0.3, after: 0.9 }],
  }
  const folder = await mkdtemp(join(dir, 'model-'))
  await writeFile(join(folder, 'ranker.json'), JSON.stringify(ranker))

  expect(await readRanker(join(folder, 'model.onnx'))).toEqual(ranker)
})

test('weights that are out of all bounds are no ranker', async () => {
  const folder = await mkdtemp(join(dir, 'model-'))
  const weights = { name: { first: 1e6 } }
  const ranker = { documents: 1, suppliers: 1, weights, gains: [] }
  await writeFile(join(folder, 'ranker.json'), JSON.stringify(ranker))

  await expect(readRanker(join(folder, 'model.onnx'))).rejects.toThrow(/is no ranker/)
})
