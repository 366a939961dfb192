import { type Job, JobStatus } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'

const [client, other] = clients()

test('events tell the life of a job in order, to a gateway that did not accept it', async () => {
  const { jobId } = await client.extract(await scannedInvoice(2_001))
  const seen: Job[] = []

  await other.waitForJob(jobId, { onChange: (job) => seen.push(job) })

  const order = JobStatus.options
  const ranks = seen.map((job) => order.indexOf(job.status))
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  expect(seen.at(-1)?.status).toBe('completed')
  expect(seen.at(-1)?.result?.fields.length).toBeGreaterThan(0)
  expect(seen.some((job) => job.progress?.pages === 1)).toBe(true)
})

test('a final job is told in one event, and the stream ends', async () => {
  const job = await extractToTheEnd(client, await textInvoice(2_002))

  const { data, headers } = await client.http.get(`/jobs/${job.job_id}/events`)

  expect(headers['content-type']).toMatch('text/event-stream')
  expect(data.match(/^data:/gm)).toHaveLength(1)
  expect(data).toContain('"completed"')
})

test('asking again for a job that did not change costs no body', async () => {
  const job = await extractToTheEnd(client, await textInvoice(2_003))
  const { headers } = await client.http.get(`/jobs/${job.job_id}`)

  const again = await client.http.get(`/jobs/${job.job_id}`, {
    headers: { 'If-None-Match': headers.etag },
  })

  expect(again.status).toBe(304)
})

test('jobs are found again by the identifier that the client gave', async () => {
  const externalId = `ERP-${Math.random()}`
  const job = await extractToTheEnd(client, await textInvoice(2_004), { externalId })

  const { data } = await other.http.get('/jobs', { params: { external_id: externalId } })

  expect(data.jobs.map((found: Job) => found.job_id)).toEqual([job.job_id])
})

test('a list is read page by page, each job once', async () => {
  const externalId = `ERP-${Math.random()}`
  const ids = new Set<string>()
  for (const seed of [2_005, 2_006, 2_007]) {
    ids.add((await client.extract(await textInvoice(seed), { externalId })).jobId)
  }

  const params = { external_id: externalId, limit: 2 }
  const first = await client.http.get('/jobs', { params })
  const second = await client.http.get('/jobs', {
    params: { ...params, cursor: first.data.next_cursor },
  })

  const found = [...first.data.jobs, ...second.data.jobs].map((job: Job) => job.job_id)
  expect(first.data.jobs).toHaveLength(2)
  expect(found.toSorted()).toEqual([...ids].toSorted())
})
