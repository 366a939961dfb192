import { Accepted, Extraction, Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, newPdf, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway()

async function accept(parts: Record<string, string> = {}, file = newPdf()) {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload(parts, file) })
  return Accepted.parse(await response.json()).job_id
}

async function completed(number: string, parts: Record<string, string> = {}) {
  const jobId = await accept(parts)
  await gateway().complete(jobId, aReading(number))
  return jobId
}

test('a job is exported as the extraction that it is', async () => {
  const jobId = await completed('F-1')

  const response = await gateway().ask(`/jobs/${jobId}/export?format=json`)

  expect(Extraction.parse(await response.json()).fields[0]?.value).toBe('F-1')
  expect(response.headers.get('content-type')).toMatch('application/json')
})

test('a file goes by the name of its document, whatever that is', async () => {
  const jobId = await completed('F-2')

  const response = await gateway().ask(`/jobs/${jobId}/export?format=csv`)

  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="facture d??t?.csv"; filename*=UTF-8''facture%20d%E2%80%99%C3%A9t%C3%A9.csv`,
  )
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(await response.text()).toContain('F-2')
})

test.each([
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['csv&lines=file', 'application/zip'],
])('format=%s is %s', async (format, mediaType) => {
  const jobId = await completed('F-3')

  const response = await gateway().ask(`/jobs/${jobId}/export?format=${format}`)
  const bytes = Buffer.from(await response.arrayBuffer())

  expect(response.headers.get('content-type')).toBe(mediaType)
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(await gateway().files()).not.toContainEqual(expect.stringMatching(/^[0-9a-f-]{36}$/))
})

test.each(['ubl', 'cii'])('%s names what the extraction lacks', async (format) => {
  const jobId = await completed('F-4')

  const response = await gateway().ask(`/jobs/${jobId}/export?format=${format}`)

  expect(response.status).toBe(422)
  const problem = Problem.parse(await response.json())
  expect(problem.code).toBe('export-incomplete')
  expect(problem.errors).toContainEqual({ path: 'fournisseur_nom', message: 'is missing' })
})

test('the jobs that a filter finds are exported, completed ones alone, over many pages', async () => {
  const externalId = `ERP-${crypto.randomUUID()}`
  await accept({ external_id: externalId })
  const file = newPdf()
  const first = await accept({ external_id: externalId }, file)
  await gateway().complete(first, aReading('F-5'))
  // All but the first are answered by the cache.
  for (let i = 0; i < 60; i++)
    await gateway().ask('/extract', {
      method: 'POST',
      body: upload({ external_id: externalId }, file),
    })

  const response = await gateway().ask(`/exports?format=ndjson&external_id=${externalId}`)
  const lines = (await response.text()).trim().split('\n')

  const ids = lines.map((text) => Extraction.parse(JSON.parse(text)).job_id)
  expect(new Set(ids).size).toBe(61)
  expect(ids.at(-1)).toBe(first)
})

test.each(['external_id=', 'supplier=', 'text=', 'external_id=%00', 'supplier=%00', 'text=%00%00'])(
  'a filter that says nothing does not mean everything: %s',
  async (filter) => {
    const [exported, listed] = await Promise.all([
      gateway().ask(`/exports?format=ndjson&${filter}`),
      gateway().ask(`/jobs?${filter}`),
    ])

    expect([exported.status, listed.status]).toEqual([400, 400])
    expect(await exported.json()).toMatchObject({ code: 'invalid-request' })
  },
)

test('what nobody has is exported as nothing', async () => {
  const answer = async (format: string) =>
    (await gateway().ask(`/exports?format=${format}&external_id=nobody`)).text()

  expect(JSON.parse(await answer('json'))).toEqual([])
  expect(await answer('ndjson')).toBe('')
  expect((await answer('csv')).split('\r\n')).toHaveLength(2)
})

test('who only asks what would come gets no file', async () => {
  await completed('F-6')

  const response = await gateway().ask('/exports?format=csv', { method: 'HEAD' })

  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toMatch(/invoices-.*\.csv/)
})

test.each([
  ['/jobs/job_00000000000000000000000000/export?format=csv', 404, 'job-not-found'],
  ['/jobs/job_00000000000000000000000000/export', 400, 'invalid-request'],
  ['/jobs/job_00000000000000000000000000/export?format=ndjson', 400, 'invalid-request'],
  ['/exports?format=ubl', 400, 'invalid-request'],
  ['/exports?format=csv&lines=some', 400, 'invalid-request'],
  ['/exports?format=csv&status=failed', 400, 'invalid-request'],
])('%s: %i %s', async (path, status, code) => {
  const response = await gateway().ask(path)

  expect(response.status).toBe(status)
  expect(Problem.parse(await response.json()).code).toBe(code)
})

test('a job without a result cannot be exported yet', async () => {
  const jobId = await accept()

  const response = await gateway().ask(`/jobs/${jobId}/export?format=csv`)

  expect(response.status).toBe(409)
  expect(Problem.parse(await response.json()).code).toBe('job-not-completed')
})
