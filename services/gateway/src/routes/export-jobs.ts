import { type Extraction, exportJobs } from '@invoice-ml/contracts'
import { route, type Slots } from '@invoice-ml/http'
import type { Blobs, JobCursor, JobFilter, Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { createDiskSpools } from '../disk-spool.ts'
import { exportFile } from '../export-file.ts'
import { toJobFilter } from '../job-filter.ts'
import { presentExtraction } from '../present-job.ts'
import { sendFile } from '../send-file.ts'

type Dependencies = {
  jobs: Pick<Jobs, 'list'>
  blobs: Pick<Blobs, 'uploadPath'>
  exports: Slots
}

// So many results are held at a time, however many are exported.
const pageSize = 50

/** GET /exports: page after page out of the database, so that neither memory nor a connection is held. */
export function addExportJobs(app: Express, { jobs, blobs, exports }: Dependencies): void {
  route(app, exportJobs, async (call) => {
    const { query } = call
    const leave = exports.take()
    const spools = createDiskSpools(() => blobs.uploadPath(crypto.randomUUID()))
    try {
      const extractions = await begun(pagesOf(jobs, toJobFilter(query)))
      const file = exportFile(query.format, extractions, query, spools.newSpool)
      await sendFile(call, `invoices-${new Date().toISOString().slice(0, 10)}`, file)
    } finally {
      leave()
      await spools.close()
    }
    return undefined
  })
}

async function* pagesOf(
  jobs: Pick<Jobs, 'list'>,
  filter: JobFilter,
): AsyncGenerator<Extraction[], undefined> {
  let after: JobCursor | undefined
  while (true) {
    const page = await jobs.list(filter, { limit: pageSize, after })
    yield page.flatMap((job) => presentExtraction(job) ?? [])
    if (page.length < pageSize) return undefined
    after = page.at(-1)
  }
}

/** With its first part in hand before anything is sent: a database that is away is told as a problem. */
async function begun<T>(parts: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await parts.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* parts
  })()
}
