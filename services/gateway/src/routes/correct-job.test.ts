import { Accepted, Extracted, Job, Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, newPdf, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway()

async function completedJob(file = newPdf()): Promise<string> {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload({}, file) })
  const { job_id } = Accepted.parse(await response.json())
  await gateway().complete(job_id, aReading('F-1'))
  return job_id
}

function correct(jobId: string, body: unknown, type = 'application/json'): Promise<Response> {
  return gateway().ask(`/jobs/${jobId}/corrections`, {
    method: 'PUT',
    headers: { 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const number = (value: string) => ({ fields: [{ label: 'numero_facture', value }] })

test('a correction answers the job as it is now', async () => {
  const jobId = await completedJob()

  const response = await correct(jobId, number('F-2'))

  const job = Job.parse(await response.json())
  const again = await gateway().ask(`/jobs/${jobId}`)
  expect(response.status).toBe(200)
  expect(job.result?.fields).toMatchObject([{ value: 'F-2', source: 'correction' }])
  expect(job.result?.needs_review).toBe(false)
  expect(Job.parse(await again.json())).toEqual(job)
})

test('the same file sent again is answered with what was corrected', async () => {
  const file = newPdf()
  const jobId = await completedJob(file)
  await correct(jobId, number('F-3'))

  const response = await gateway().ask('/extract', { method: 'POST', body: upload({}, file) })

  const { data } = Extracted.parse(await response.json())
  expect(data.cached).toBe(true)
  expect(data.fields[0]?.value).toBe('F-3')
})

test('what is read anew does not take the place of what was corrected', async () => {
  const file = newPdf()
  await correct(await completedJob(file), number('F-3'))
  const anew = await gateway().ask('/extract?refresh=true', {
    method: 'POST',
    body: upload({}, file),
  })
  await gateway().complete(Accepted.parse(await anew.json()).job_id, aReading('F-1'))

  const response = await gateway().ask('/extract', { method: 'POST', body: upload({}, file) })

  expect(Extracted.parse(await response.json()).data.fields[0]?.value).toBe('F-3')
})

test('corrections of one job at the same time are all kept', async () => {
  const jobId = await completedJob()
  const bodies = [
    number('F-4'),
    { fields: [{ label: 'devise', value: 'EUR' }] },
    { fields: [{ label: 'client_nom', value: 'Durand' }] },
  ]

  const answers = await Promise.all(bodies.map((body) => correct(jobId, body)))

  const response = await gateway().ask(`/jobs/${jobId}`)
  const { result } = Job.parse(await response.json())
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(result?.fields.map(({ value }) => value)).toEqual(['F-4', 'EUR', 'Durand'])
})

test.each([
  ['a value that is not of its type', { fields: [{ label: 'date_facture', value: '1/2/26' }] }],
  ['a label that does not exist', { fields: [{ label: 'date', value: '2026-01-01' }] }],
  ['a key that is not known', { fields: [], comment: 'wrong' }],
  ['text that is no JSON', '{"fields":'],
  ['no fields', {}],
])('%s is refused with the reason', async (_what, body) => {
  const response = await correct(await completedJob(), body)

  const problem = Problem.parse(await response.json())
  expect(response.status).toBe(400)
  expect(problem).toMatchObject({ code: 'invalid-request', detail: expect.stringContaining(':') })
})

test('a body of another type is refused', async () => {
  const response = await correct(await completedJob(), '{"fields":[]}', 'text/plain')

  expect(Problem.parse(await response.json()).detail).toMatch('application/json')
})

test('a body of many megabytes is refused', async () => {
  const response = await correct(await completedJob(), number('F'.repeat(3_000_000)))

  expect(response.status).toBe(413)
  expect(Problem.parse(await response.json()).code).toBe('request-too-large')
})

test('a job without a result cannot be corrected', async () => {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload() })
  const { job_id } = Accepted.parse(await response.json())

  const answer = await correct(job_id, { fields: [] })

  expect(answer.status).toBe(409)
  expect(Problem.parse(await answer.json()).code).toBe('job-not-completed')
})

test('a job that is not there cannot be corrected', async () => {
  const answer = await correct('job_00000000000000000000000000', { fields: [] })

  expect(answer.status).toBe(404)
})
