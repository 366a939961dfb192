import { Accepted, Job, JobList, Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, newPdf, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway()

async function accept(parts: Record<string, string> = {}, file = newPdf()) {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload(parts, file) })
  return Accepted.parse(await response.json()).job_id
}

async function list(query: string) {
  const response = await gateway().ask(`/jobs?${query}`)
  return JobList.parse(await response.json())
}

test('a job that waits says when to ask again; a completed one holds its result', async () => {
  const jobId = await accept()
  const waiting = await gateway().ask(`/jobs/${jobId}`)

  await gateway().complete(jobId, aReading('F-1'))
  const completed = await gateway().ask(`/jobs/${jobId}`)

  expect(Job.parse(await waiting.json()).result).toBeUndefined()
  expect(waiting.headers.get('retry-after')).toBe('1')
  expect(completed.headers.get('retry-after')).toBeNull()
  expect(Job.parse(await completed.json()).result?.fields[0]?.value).toBe('F-1')
})

test('an entity tag saves the body until the job changes', async () => {
  const jobId = await accept()
  const etag = (await gateway().ask(`/jobs/${jobId}`)).headers.get('etag') ?? ''
  const headers = { 'If-None-Match': etag }

  const before = await gateway().ask(`/jobs/${jobId}`, { headers })
  await gateway().complete(jobId, aReading())
  const after = await gateway().ask(`/jobs/${jobId}`, { headers })

  expect(before.status).toBe(304)
  expect(after.status).toBe(200)
})

test.each([
  ['made weak on the way', (tag: string) => `W/${tag}`, 304],
  ['one of several', (tag: string) => `"0", ${tag}`, 304],
  ['any at all', () => '*', 304],
  ['another', () => '"0"', 200],
])('an entity tag that is %s', async (_which, given, status) => {
  const path = `/jobs/${await accept()}`
  const etag = (await gateway().ask(path)).headers.get('etag') ?? ''

  const answer = await gateway().ask(path, { headers: { 'If-None-Match': given(etag) } })

  expect(answer.status).toBe(status)
  expect(answer.headers.get('etag')).toBe(etag)
})

test('events tell each change once, end with the result, and resume where they were left', async () => {
  const jobId = await accept()
  const stream = gateway().ask(`/jobs/${jobId}/events`)
  await gateway().complete(jobId, aReading('F-2'))

  const events = await (await stream).text()
  const ids = [...events.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  const resumed = await gateway().ask(`/jobs/${jobId}/events`, {
    headers: { 'Last-Event-ID': String(ids[0]) },
  })

  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
  expect(events).toContain('"F-2"')
  expect((await resumed.text()).match(/^event: job$/gm)).toHaveLength(1)
})

test('a list is filtered, and its pages hold each job once', async () => {
  const externalId = `ERP-${crypto.randomUUID()}`
  const ids = [await accept({ external_id: externalId }), await accept({ external_id: externalId })]
  await accept()

  const first = await list(`external_id=${externalId}&limit=1`)
  const second = await list(`external_id=${externalId}&limit=1&cursor=${first.next_cursor}`)

  const found = [...first.jobs, ...second.jobs].map(({ job_id }) => job_id)
  expect(found).toEqual(ids.toReversed())
  expect(second.next_cursor).toBeUndefined()
})

test('a list of summaries holds what a list shows, and no results', async () => {
  const externalId = `ERP-${crypto.randomUUID()}`
  const read = await accept({ external_id: externalId })
  await gateway().complete(read, aReading('F-9'))
  await accept({ external_id: externalId })

  const { jobs } = await list(`external_id=${externalId}&view=summary`)

  expect(jobs.map(({ result }) => result)).toEqual([undefined, undefined])
  expect(jobs.map(({ summary }) => summary?.numero_facture)).toEqual([undefined, 'F-9'])
  expect(jobs[1]?.summary?.needs_review).toBe(true)
})

test('jobs are found by state, by time and by what was read', async () => {
  const number = `F-${crypto.randomUUID()}`
  const since = new Date(Date.now() - 60_000).toISOString()
  const jobId = await accept()
  await gateway().complete(jobId, aReading(number))

  const right = await list(
    `status=completed&needs_review=true&text=${number}&created_after=${since}`,
  )
  const wrong = await list(`text=${number}&created_before=${since}`)

  expect(right.jobs.map(({ job_id }) => job_id)).toEqual([jobId])
  expect(wrong.jobs).toEqual([])
})

test('a deleted job leaves neither file nor cached answer', async () => {
  const file = newPdf()
  const jobId = await accept({}, file)
  await gateway().complete(jobId, aReading())

  const deleted = await gateway().ask(`/jobs/${jobId}`, { method: 'DELETE' })
  const gone = await gateway().ask(`/jobs/${jobId}`)
  const stored = await gateway().files()
  const again = await gateway().ask('/extract', { method: 'POST', body: upload({}, file) })

  expect(deleted.status).toBe(204)
  expect(gone.status).toBe(404)
  expect(stored.filter((name) => name.startsWith(jobId))).toEqual([])
  expect(again.status).toBe(202)
})

test('who waits for a page of a job that is deleted hears so at once', async () => {
  const jobId = await accept()

  const page = gateway().ask(`/jobs/${jobId}/pages/1`)
  await gateway().ask(`/jobs/${jobId}`, { method: 'DELETE' })

  expect((await page).status).toBe(404)
  expect(Problem.parse(await (await page).json()).code).toBe('job-not-found')
})

test.each([
  ['GET', '/jobs?limit=0', 400, 'invalid-request'],
  ['GET', '/jobs?nonsense=1', 400, 'invalid-request'],
  ['GET', '/jobs?cursor=nonsense', 400, 'invalid-request'],
  ['GET', '/jobs/42', 400, 'invalid-request'],
  ['GET', '/jobs/job_00000000000000000000000000', 404, 'job-not-found'],
  ['GET', '/jobs/job_00000000000000000000000000/events', 404, 'job-not-found'],
  ['GET', '/jobs/job_00000000000000000000000000/pages/1', 404, 'job-not-found'],
  ['DELETE', '/jobs/job_00000000000000000000000000', 404, 'job-not-found'],
  ['GET', '/nowhere', 404, 'not-found'],
  ['GET', '/jobs/%zz', 400, 'invalid-request'],
  ['PUT', '/jobs', 405, 'method-not-allowed'],
  ['POST', '/docs', 405, 'method-not-allowed'],
])('%s %s: %i %s', async (method, path, status, code) => {
  const response = await gateway().ask(path, { method })

  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  expect(Problem.parse(await response.json())).toMatchObject({ code, status })
})

test('a job whose file is no longer kept answers with its result, and its pages say why they are gone', async () => {
  const jobId = await accept()
  await gateway().complete(jobId, aReading('F-3'))
  const { pool } = gateway().database()
  await pool.query('update jobs set file_erased_at = now(), version = version + 1 where id = $1', [
    jobId,
  ])

  const job = Job.parse(await (await gateway().ask(`/jobs/${jobId}`)).json())
  const page = await gateway().ask(`/jobs/${jobId}/pages/1`)
  const again = await gateway().ask(`/jobs/${jobId}/corrections`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: '{"fields":[]}',
  })

  expect(job.result?.fields[0]?.value).toBe('F-3')
  expect(job.file_erased_at).toBeDefined()
  expect(page.status).toBe(410)
  expect(Problem.parse(await page.json()).code).toBe('file-erased')
  expect(again.status).toBe(200)
})
