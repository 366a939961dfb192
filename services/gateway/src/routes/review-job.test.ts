import { Accepted, Problem, ReviewState } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway()
const without = testGateway({ settings: { INVOICE_API__FEEDBACK_LOOP__ENABLED: 'false' } })

async function aJob(on = gateway): Promise<string> {
  const response = await on().ask('/extract', { method: 'POST', body: upload() })
  return Accepted.parse(await response.json()).job_id
}

function ask(jobId: string, on = gateway): Promise<Response> {
  return on().ask(`/jobs/${jobId}/review`, { method: 'POST' })
}

test('a document that is asked for is on its way, however often it is asked for', async () => {
  const jobId = await aJob()
  await gateway().complete(jobId, { ...aReading(), needs_review: false })

  const answers = [await ask(jobId), await ask(jobId)]

  const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
  expect(answers.map(({ status }) => status)).toEqual([202, 202])
  expect(ReviewState.parse(first)).toMatchObject({ reason: 'asked', status: 'pending' })
  expect(second).toEqual(first)
})

test('a job without a result has nothing to show', async () => {
  const answer = await ask(await aJob())

  expect(Problem.parse(await answer.json()).code).toBe('job-not-completed')
})

test('an invoice in XML has no page to look at, and that is said', async () => {
  const jobId = await aJob()
  await gateway().complete(jobId, { ...aReading(), pages: 0, needs_review: true })

  const answer = await ask(jobId)

  expect(Problem.parse(await answer.json())).toMatchObject({ code: 'page-not-found', status: 404 })
})

test('a job that is not there cannot be seen', async () => {
  const answer = await ask('job_00000000000000000000000000')

  expect(answer.status).toBe(404)
})

test('while Label Studio is switched off, that is said', async () => {
  const jobId = await aJob(without)
  await without().complete(jobId, aReading())

  const answer = await ask(jobId, without)

  expect(Problem.parse(await answer.json())).toMatchObject({ code: 'feedback-off', status: 409 })
})
