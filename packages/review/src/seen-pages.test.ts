import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Page } from '@invoice-ml/extraction'
import type { StoredJob } from '@invoice-ml/storage'
import { expect, test } from 'vitest'
import { readSeenPages } from './seen-pages.ts'

const pack = promisify(gzip)
const pages: Pick<Page, 'number' | 'words'>[] = [{ number: 1, words: [] }]

/** Looks for the pages of a job among what was kept of it and of an equal upload. */
function read(...kept: (Buffer | undefined)[]) {
  const bytesOf = new Map(kept.map((bytes, index) => [`${index}`, bytes]))
  const jobs = { equalTo: async () => [...bytesOf.keys()] }
  const blobs = {
    seenPath: (id: string) => id,
    read: async (path: string) => bytesOf.get(path) as Buffer<ArrayBuffer> | undefined,
  }
  // Which job it is only matters to what finds the equal ones.
  return readSeenPages({} as StoredJob, { jobs, blobs })
}

test('what a power cut has cut off is as if nobody had kept it', async () => {
  const whole = await pack(JSON.stringify(pages))
  const torn = [Buffer.alloc(0), whole.subarray(0, whole.length - 4), Buffer.alloc(50)]

  expect(await read(...torn)).toEqual([])
  expect(await read(...torn, whole)).toEqual(pages)
})
