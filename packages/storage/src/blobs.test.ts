import { existsSync } from 'node:fs'
import { access, mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createBlobs } from './blobs.ts'

const jobId = 'job_01kb4c9t3q8v6m2x7r5n0w1ydz'
const folder = testFolder()
const blobs = createBlobs(folder)
beforeEach(() => blobs.prepare())

test('an upload becomes the document of its job', async () => {
  await writeFile(blobs.uploadPath('u1'), 'bytes')

  await blobs.keepDocument(blobs.uploadPath('u1'), jobId, 'application/pdf')

  expect(await readFile(blobs.documentPath(jobId, 'application/pdf'), 'utf8')).toBe('bytes')
  await expect(access(blobs.uploadPath('u1'))).rejects.toThrow('ENOENT')
})

test('removing a job erases its document, its pages and its training copy, and may be repeated', async () => {
  await writeFile(blobs.uploadPath('u2'), 'bytes')
  await blobs.keepDocument(blobs.uploadPath('u2'), jobId, 'image/png')
  const page = blobs.pagePath(jobId, 1)
  await mkdir(dirname(page), { recursive: true })
  await writeFile(page, 'jpeg')
  await mkdir(blobs.trainingFolder(jobId), { recursive: true })

  await blobs.remove(jobId, 'image/png')
  await blobs.remove(jobId, 'image/png')

  await expect(access(blobs.documentPath(jobId, 'image/png'))).rejects.toThrow('ENOENT')
  await expect(access(page)).rejects.toThrow('ENOENT')
  await expect(access(blobs.trainingFolder(jobId))).rejects.toThrow('ENOENT')
})

test('uploads whose requests died are erased, young ones are not', async () => {
  await writeFile(blobs.uploadPath('old'), 'bytes')
  await writeFile(blobs.uploadPath('young'), 'bytes')
  // What was lent to a process that was killed.
  await mkdir(blobs.uploadPath('lent'), { recursive: true })
  for (const name of ['old', 'lent']) await utimes(blobs.uploadPath(name), new Date(0), new Date(0))

  const count = await blobs.sweepUploads(3_600_000)

  expect(count).toBe(2)
  await expect(access(blobs.uploadPath('lent'))).rejects.toThrow('ENOENT')
  await expect(access(blobs.uploadPath('young'))).resolves.toBeUndefined()
})

test('files without a job go, folder by folder; those with one stay', async () => {
  const blobs = createBlobs(join(folder, 'orphans'))
  await blobs.prepare()
  const ids = ['job_aa', 'job_bb', 'job_ab']
  for (const id of ids) {
    const upload = blobs.uploadPath(id)
    await writeFile(upload, id)
    await blobs.keepDocument(upload, id, 'application/pdf')
  }
  const age = { from: new Date(0), to: new Date(Date.now() + 60_000) }
  const existing = async (asked: string[]) => asked.filter((id) => id === 'job_bb')

  let gone = 0
  for (let folders = 32 * 32; folders > 0; folders--)
    gone += await blobs.sweepOrphans(age, existing)

  expect(gone).toBe(2)
  const left = ids.filter((id) => existsSync(blobs.documentPath(id, 'application/pdf')))
  expect(left).toEqual(['job_bb'])
})

test('a training copy without a job goes, even one that was never finished', async () => {
  const blobs = createBlobs(join(folder, 'copies'))
  const unfinished = `${blobs.trainingFolder('job_aa')}.1234.partial`
  for (const path of [blobs.trainingFolder('job_aa'), unfinished])
    await mkdir(path, { recursive: true })
  const age = { from: new Date(0), to: new Date(Date.now() + 60_000) }

  const gone = await blobs.sweepOrphans(age, async () => [])

  expect(gone).toBe(2)
  expect(existsSync(blobs.trainingFolder('job_aa'))).toBe(false)
  expect(existsSync(unfinished)).toBe(false)
})

test('a file that has just come, or is older than every job, is left alone', async () => {
  const blobs = createBlobs(join(folder, 'ages'))
  await blobs.prepare()
  const upload = blobs.uploadPath('job_zz')
  await writeFile(upload, 'x')
  await blobs.keepDocument(upload, 'job_zz', 'application/pdf')
  const none = async () => []

  const tooYoung = await blobs.sweepOrphans({ from: new Date(0), to: new Date(1) }, none)
  const later = new Date(Date.now() + 60_000)
  const tooOld = await blobs.sweepOrphans({ from: later, to: new Date(later.getTime() + 1) }, none)

  expect([tooYoung, tooOld]).toEqual([0, 0])
})
