import { testDatabase } from '@invoice-ml/testing'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type JobFilter, selectJobs } from './list-jobs.ts'

const database = testDatabase()
const jobs = 20_000
const limit = 100

// Every hundredth failed, every thousandth waits for a person; ten suppliers, and numbers that are all different.
const fill = `
  insert into jobs (id, status, filename, media_type, size_bytes, sha256, md5, read_key, priority, request_id,
    needs_review, supplier, search_text, created_at)
  select
    'job_' || lpad(n::text, 26, '0'), case when n % 100 = 0 then 'failed' else 'completed' end,
    'facture-' || n || '.pdf', 'application/pdf', 1000, 'sha', 'md5', 'key-' || n, 'interactive', 'request',
    n % 1000 = 1, 'Fournisseur ' || n % 10, 'facture-' || n || '.pdf fournisseur ' || n % 10 || ' f-2026-' || n,
    now() - n * interval '1 minute'
  from generate_series(1, ${jobs}) as n`

beforeAll(async () => {
  const { pool } = database.get()
  // What tells webhooks of each row would take longer than the rows.
  await pool.query('alter table jobs disable trigger user')
  await pool.query(fill)
  await pool.query('alter table jobs enable trigger user')
  // As autovacuum does: what the trigrams wait with is put where it belongs.
  await pool.query('vacuum analyze jobs')
})

const deep = { createdAt: new Date(Date.now() - 15_000 * 60_000), id: 'job_' }

test.each([
  ['everything', {}, undefined],
  ['a page far down', {}, deep],
  ['what failed', { status: 'failed' }, undefined],
  ['what waits for a person', { needsReview: true, status: 'completed' }, undefined],
  ['what waits for a person, without saying that it is read', { needsReview: true }, undefined],
  ['what was cancelled, which nothing was', { status: 'cancelled' }, undefined],
  ['what is being read, which nothing is', { status: 'processing' }, undefined],
  ['a supplier that many are of', { text: 'fournisseur 7' }, undefined],
] satisfies [string, JobFilter, typeof deep | undefined][])(
  'of many thousands of documents hardly more are looked at than are shown: %s',
  async (_name, filter, after) => {
    const query = selectJobs(database.get(), filter, { limit, after })

    const [plan] = await query.explain('json', sql`analyze`)

    expect(rowsLookedAt(plan?.['QUERY PLAN'][0].Plan)).toBeLessThan(jobs / 10)
  },
)

test('a number that one document has is found by trigrams; where there are none, each row is looked at once', async () => {
  const { rows } = await database
    .get()
    .pool.query("select from pg_extension where extname = 'pg_trgm'")
  const most = rows.length > 0 ? jobs / 10 : jobs
  const query = selectJobs(database.get(), { text: 'F-2026-19999' }, { limit })

  const [plan] = await query.explain('json', sql`analyze`)

  expect(rowsLookedAt(plan?.['QUERY PLAN'][0].Plan)).toBeLessThanOrEqual(most)
})

type Plan = {
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

/** Most rows that any step of the plan went through. */
function rowsLookedAt(plan: Plan): number {
  const own =
    plan['Actual Rows'] +
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0)
  return Math.max(own, ...(plan.Plans ?? []).map(rowsLookedAt))
}
