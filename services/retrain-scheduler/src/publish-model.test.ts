import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { trialMark } from '@invoice-ml/storage'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { publishModel } from './publish-model.ts'

const dir = testFolder()

function placeRun(): { from: string; champion: string; dataset: string } {
  const [from, champion, dataset] = ['run', 'models/m1', 'dataset'].map((name) => join(dir, name))
  if (!from || !champion || !dataset) throw new Error('never')
  for (const folder of [from, champion, dataset]) mkdirSync(folder, { recursive: true })
  for (const name of ['model.onnx', 'manifest.json']) writeFileSync(join(from, name), name)
  return { from, champion, dataset }
}

test('what a training has made is on trial where the workers find it', async () => {
  const to = join(dir, 'models/m2')

  await publishModel({ ...placeRun(), to })

  expect(readdirSync(to).sort()).toEqual(['manifest.json', 'model.onnx', trialMark])
})

test('two that publish one model at once both find it there, whole', async () => {
  const run = placeRun()
  const to = join(dir, 'models/m3')

  await Promise.all([publishModel({ ...run, to }), publishModel({ ...run, to })])

  expect(readdirSync(to)).toContain('manifest.json')
  expect(readdirSync(join(dir, 'models')).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a model that cannot be copied to the end leaves nothing of what was copied', async () => {
  const run = placeRun()
  rmSync(join(run.from, 'manifest.json'))

  const published = publishModel({ ...run, to: join(dir, 'models/m6') })

  await expect(published).rejects.toThrow('ENOENT')
  expect(readdirSync(join(dir, 'models')).filter((name) => name.includes('m6'))).toEqual([])
})

test('what somebody has begun who was killed over it is erased when nobody can be at it any more', async () => {
  const [old, young] = [join(dir, 'models/.m4.a.partial'), join(dir, 'models/.m4.b.partial')]
  for (const folder of [old, young]) mkdirSync(folder, { recursive: true })
  const twoHoursAgo = Date.now() / 1_000 - 7_200
  utimesSync(old, twoHoursAgo, twoHoursAgo)

  await publishModel({ ...placeRun(), to: join(dir, 'models/m5') })

  expect([existsSync(old), existsSync(young)]).toEqual([false, true])
})
