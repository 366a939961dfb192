import { access, mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { createBlobs } from './blobs.ts'

const jobId = 'job_01kb4c9t3q8v6m2x7r5n0w1ydz'
const blobs = createBlobs(testFolder())
beforeEach(() => blobs.prepare())

test('an upload becomes the document of its job', async () => {
  await writeFile(blobs.uploadPath('u1'), 'bytes')

  await blobs.keepDocument(blobs.uploadPath('u1'), jobId, 'application/pdf')

  expect(await readFile(blobs.documentPath(jobId, 'application/pdf'), 'utf8')).toBe('bytes')
  await expect(access(blobs.uploadPath('u1'))).rejects.toThrow('ENOENT')
})

test('removing a job erases its document and its pages, and may be repeated', async () => {
  await writeFile(blobs.uploadPath('u2'), 'bytes')
  await blobs.keepDocument(blobs.uploadPath('u2'), jobId, 'image/png')
  const page = blobs.pagePath(jobId, 1)
  await mkdir(dirname(page), { recursive: true })
  await writeFile(page, 'jpeg')

  await blobs.remove(jobId, 'image/png')
  await blobs.remove(jobId, 'image/png')

  await expect(access(blobs.documentPath(jobId, 'image/png'))).rejects.toThrow('ENOENT')
  await expect(access(page)).rejects.toThrow('ENOENT')
})

test('uploads whose requests died are erased, young ones are not', async () => {
  await writeFile(blobs.uploadPath('old'), 'bytes')
  await writeFile(blobs.uploadPath('young'), 'bytes')
  await utimes(blobs.uploadPath('old'), new Date(0), new Date(0))

  const count = await blobs.sweepUploads(3_600_000)

  expect(count).toBe(1)
  await expect(access(blobs.uploadPath('young'))).resolves.toBeUndefined()
})
