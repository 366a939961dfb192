import { listJobs } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { readCursor, writeCursor } from '../job-cursor.ts'
import { toJobFilter } from '../job-filter.ts'
import { presentJob } from '../present-job.ts'

/** GET /jobs: filters, and pages that stay right while jobs arrive. */
export function addListJobs(app: Express, { jobs }: { jobs: Pick<Jobs, 'list'> }): void {
  route(app, listJobs, async ({ query, noteRead }) => {
    const filter = toJobFilter(query)
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
    // One more than asked for tells whether there is a next page.
    const found = await jobs.list(filter, { limit: query.limit + 1, after })
    noteRead('results.listed')
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    const next_cursor = last && found.length > page.length ? writeCursor(last) : undefined
    return { status: 200, body: { jobs: page.map(presentJob), next_cursor } }
  })
}
