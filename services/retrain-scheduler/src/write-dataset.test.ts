import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { noteWritten, readWritten, writeDataset } from './write-dataset.ts'

const folder = testFolder()

test('a data set is of the newest documents, however many were ever annotated', async () => {
  const documents = Array.from({ length: 1_005 }, (_, number) => ({
    jobId: `job_${number}`,
    annotationId: `${number}`,
    fields: [],
  }))
  const asked: string[] = []

  await writeDataset(join(folder, 'newest'), documents, async (jobId) => {
    asked.push(jobId)
    return undefined
  })

  expect(asked).toHaveLength(1_000)
  expect(asked.at(0)).toBe('job_5')
  expect(asked.at(-1)).toBe('job_1004')
})

test('a data set is whole once that is noted', async () => {
  const path = join(folder, 'noted')
  const written = await writeDataset(path, [], async () => undefined)

  expect(await readWritten(path)).toBeUndefined()
  await noteWritten(path, written)

  expect(await readWritten(path)).toEqual(written)
})

test('a data set that code of the version before has noted is whole', async () => {
  const path = join(folder, 'before')
  await writeDataset(path, [], async () => undefined)

  await writeFile(join(path, 'written.json'), '{"pages":3,"digest":"d"}')

  expect(await readWritten(path)).toEqual({ pages: 3, digest: 'd', documents: [] })
})
