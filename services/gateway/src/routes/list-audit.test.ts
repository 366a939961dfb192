import { Accepted, AuditList } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway()

async function completedJob(): Promise<string> {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload() })
  const { job_id } = Accepted.parse(await response.json())
  await gateway().complete(job_id, aReading())
  return job_id
}

async function trailOf(query: string) {
  const response = await gateway().ask(`/audit?${query}`)
  return AuditList.parse(await response.json())
}

async function deedsOn(target: string): Promise<string[]> {
  const { entries } = await trailOf(`target=${target}`)
  return entries.map(({ action, outcome }) => `${action} ${outcome}`)
}

test('who reads, corrects and deletes a result is noted, with what came of it', async () => {
  const jobId = await completedJob()
  const correction = {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'req_correct' },
    body: JSON.stringify({ fields: [] }),
  }

  await gateway().ask(`/jobs/${jobId}`)
  await gateway().ask(`/jobs/${jobId}/corrections`, correction)
  await gateway().ask(`/jobs/${jobId}`, { method: 'DELETE' })
  await gateway().ask(`/jobs/${jobId}`, { method: 'DELETE' })

  await expect
    .poll(() => deedsOn(jobId))
    .toEqual(
      expect.arrayContaining([
        'job.deleted job-not-found',
        'job.deleted done',
        'result.corrected done',
        'result.read done',
      ]),
    )
  const { entries } = await trailOf(`target=${jobId}&action=result.corrected`)
  expect(entries).toEqual([
    {
      at: expect.any(String),
      actor: 'loopback',
      action: 'result.corrected',
      target: jobId,
      outcome: 'done',
      request_id: 'req_correct',
      address: '127.0.0.1',
    },
  ])
})

test('a job that waits is not a result that is read', async () => {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload() })
  const { job_id: waiting } = Accepted.parse(await response.json())
  const done = await completedJob()

  await gateway().ask(`/jobs/${waiting}`)
  await gateway().ask(`/jobs/${done}/events`)

  await expect.poll(() => deedsOn(done)).toEqual(['result.read done'])
  expect(await deedsOn(waiting)).toEqual([])
})

test('pages hold each entry once', async () => {
  const jobId = await completedJob()
  for (let time = 0; time < 3; time += 1)
    await gateway().ask(`/jobs/${jobId}/corrections`, { method: 'PUT', ...confirmation })

  const query = `target=${jobId}&action=result.corrected`
  const all = await trailOf(query)
  const first = await trailOf(`${query}&limit=2`)
  const second = await trailOf(`${query}&limit=2&cursor=${first.next_cursor}`)

  expect(all.entries).toHaveLength(3)
  expect([...first.entries, ...second.entries]).toEqual(all.entries)
  expect(second.next_cursor).toBeUndefined()
})

test.each(['limit=0', 'cursor=nonsense', 'action=nonsense', 'since=yesterday', 'nonsense=1'])(
  '?%s is an invalid request',
  async (query) => {
    expect((await gateway().ask(`/audit?${query}`)).status).toBe(400)
  },
)

const confirmation = {
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ fields: [] }),
}
