import { Accepted, Extracted, JobList, Problem, ProblemError } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, newPdf, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway()

async function post(form: FormData, headers: Record<string, string> = {}, query = '') {
  const response = await gateway().ask(`/extract${query}`, { method: 'POST', body: form, headers })
  // Checked by each test as far as it reads it.
  return { response, body: (await response.json()) as Record<string, string> }
}

async function accept(form: FormData) {
  const { body } = await post(form)
  return Accepted.parse(body).job_id
}

test('a document is accepted with a job, and told where and when to look', async () => {
  const { response, body } = await post(upload())

  expect(response.status).toBe(202)
  expect(Accepted.parse(body)).toMatchObject({ status: 'queued', message: 'Document accepté' })
  expect(response.headers.get('location')).toBe(body.status_url)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('who prefers English is answered in English', async () => {
  const { body } = await post(upload(), { 'Accept-Language': 'en-GB,fr;q=0.5' })

  expect(body.message).toBe('Document accepted')
})

test('the options of a request are found again in its job', async () => {
  const form = upload({ external_id: 'ERP-7', metadata: '{"folder":"a"}', priority: 'batch' })

  const job = await (await gateway().ask(`/jobs/${await accept(form)}`)).json()

  expect(job).toMatchObject({
    external_id: 'ERP-7',
    metadata: { folder: 'a' },
    filename: 'facture d’été.pdf',
  })
})

test('who waits gets the extraction as soon as a worker has it', async () => {
  const waiting = post(upload({ external_id: 'waits' }), { Prefer: 'wait=20' })
  await completeWhenThere('waits')

  const { response, body } = await waiting

  expect(response.status).toBe(200)
  expect(response.headers.get('preference-applied')).toBe('wait=20')
  expect(Extracted.parse(body).data.fields[0]?.value).toBe('F-2026-001')
})

test('who waits for too short a time gets the job', async () => {
  const { response, body } = await post(upload(), {}, '?wait=1')

  expect(response.status).toBe(202)
  expect(response.headers.get('preference-applied')).toBe('wait=1')
  expect(Accepted.safeParse(body).success).toBe(true)
})

test('who waits for a document that cannot be read gets its problem', async () => {
  const waiting = post(upload({ external_id: 'locked' }), { Prefer: 'wait=20' })
  const problem = new ProblemError('document-encrypted', 'Remove the password').toProblem()
  await gateway().fail(await jobOf('locked'), problem)

  const { response, body } = await waiting

  expect(response.status).toBe(422)
  expect(Problem.parse(body)).toMatchObject({
    code: 'document-encrypted',
    detail: 'Remove the password',
  })
})

test('a file that was read before is answered at once, and read anew on demand', async () => {
  const file = newPdf()
  await gateway().complete(await accept(upload({}, file)), aReading())

  const again = await post(upload({ external_id: 'again' }, file))
  const refreshed = await post(upload({}, file), {}, '?refresh=true')

  expect(again.response.status).toBe(200)
  expect(again.body.data).toMatchObject({ cached: true, model_version: 'words-only' })
  expect(refreshed.response.status).toBe(202)
})

test('other pages of a known file are another reading', async () => {
  const file = newPdf()
  await gateway().complete(await accept(upload({}, file)), aReading())

  const { response } = await post(upload({ pages: '2' }, file))

  expect(response.status).toBe(202)
})

test('the same request under one key makes one job, which says so', async () => {
  const file = newPdf()
  const headers = { 'Idempotency-Key': crypto.randomUUID() }

  const first = await post(upload({ external_id: 'a' }, file), headers)
  const second = await post(upload({ external_id: 'a' }, file), headers)

  expect(second.body.job_id).toBe(first.body.job_id)
  expect(second.response.status).toBe(202)
  expect(first.response.headers.get('idempotency-replayed')).toBeNull()
  expect(second.response.headers.get('idempotency-replayed')).toBe('true')
})

test('equal requests at the same time under one key make one job', async () => {
  const file = newPdf()
  const headers = { 'Idempotency-Key': crypto.randomUUID() }

  const answers = await Promise.all([1, 2, 3, 4].map(() => post(upload({}, file), headers)))

  expect(new Set(answers.map(({ body }) => body.job_id)).size).toBe(1)
})

test('another document or other options under a used key are refused', async () => {
  const file = newPdf()
  const headers = { 'Idempotency-Key': crypto.randomUUID() }
  await post(upload({}, file), headers)

  const document = await post(upload(), headers)
  const options = await post(upload({ pages: '1' }, file), headers)
  const refresh = await post(upload({}, file), headers, '?refresh=true')

  expect(document.body.code).toBe('idempotency-mismatch')
  expect(options.response.status).toBe(422)
  expect(refresh.response.status).toBe(422)
})

test.each([
  ['pages', 'first'],
  ['pages', '0-2'],
  ['priority', 'urgent'],
  ['metadata', '[1]'],
  ['metadata', '{"a":'],
  ['callback_url', 'erp.example/hook'],
  ['callback_url', 'https://user:secret@erp.example/hook'],
  ['page', '1'],
])('%s=%s is an invalid request and leaves no file', async (name, value) => {
  const before = await gateway().files()

  const { response, body } = await post(upload({ [name]: value }))

  expect(response.status).toBe(400)
  expect(Problem.parse(body).errors?.[0]?.path).toMatch(/^form/)
  expect(await gateway().files()).toEqual(before)
})

test('a part that was left blank is as good as absent', async () => {
  const { response } = await post(upload({ pages: '', callback_url: '' }))

  expect(response.status).toBe(202)
})

async function jobOf(externalId: string): Promise<string> {
  while (true) {
    const response = await gateway().ask(`/jobs?external_id=${externalId}`)
    const [job] = JobList.parse(await response.json()).jobs
    if (job) return job.job_id
  }
}

async function completeWhenThere(externalId: string) {
  await gateway().complete(await jobOf(externalId), aReading())
}
