import { type Job, listJobs } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Jobs, StoredJob } from '@invoice-ml/storage'
import type { Express } from 'express'
import { readCursor, writeCursor } from '../job-cursor.ts'
import { toJobFilter } from '../job-filter.ts'
import { presentJob, presentListedJob } from '../present-job.ts'

type Dependencies = { jobs: Pick<Jobs, 'list' | 'listSummaries'> }

/** GET /jobs: filters, and pages that stay right while jobs arrive. */
export function addListJobs(app: Express, { jobs }: Dependencies): void {
  route(app, listJobs, async ({ query, noteRead }) => {
    const filter = toJobFilter(query)
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
    // One more than asked for tells whether there is a next page.
    const more = { limit: query.limit + 1, after }
    const body =
      query.view === 'summary'
        ? toPage(await jobs.listSummaries(filter, more), query.limit, presentListedJob)
        : toPage(await jobs.list(filter, more), query.limit, presentJob)
    noteRead('results.listed')
    return { status: 200, body }
  })
}

function toPage<Found extends StoredJob>(
  found: Found[],
  limit: number,
  present: (job: Found) => Job,
) {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const next_cursor = last && found.length > page.length ? writeCursor(last) : undefined
  return { jobs: page.map(present), next_cursor }
}
