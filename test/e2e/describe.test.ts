import { expect, inject, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { textInvoice } from '../support/invoices.ts'

const [client] = clients()

test('the root says what this is', async () => {
  const { data } = await client.http.get('/')

  expect(data).toEqual({ message: 'Invoice ML System API', version: '1.0.0', docs: '/docs' })
})

test('health names its components and the model that serves', async () => {
  const { status, data } = await client.http.get('/health')

  expect(status).toBe(200)
  expect(data.status).toBe('healthy')
  expect(data).toHaveProperty('model_loaded')
  expect(data).toHaveProperty('model_version')
  expect(data.uptime_seconds).toBeGreaterThanOrEqual(0)
  expect(Object.keys(data.components).length).toBeGreaterThan(1)
})

test('statistics count what was read', async () => {
  await extractToTheEnd(client, await textInvoice(4_001))

  const { data } = await client.http.get('/stats')

  expect(data.total_extractions).toBeGreaterThan(0)
  expect(data.extractions_last_24h).toBeGreaterThan(0)
  expect(data.success_rate).toBeGreaterThan(0)
  expect(data.average_confidence).toBeGreaterThan(0)
})

test('the contract is served as OpenAPI 3.1 and lists what is served', async () => {
  const { data } = await client.http.get('/openapi.json')

  expect(data.openapi).toMatch(/^3\.1/)
  expect(Object.keys(data.paths)).toEqual(
    expect.arrayContaining(['/extract', '/jobs', '/jobs/{job_id}', '/jobs/{job_id}/events']),
  )
})

test.each(['/docs', '/redoc'])('%s is a page that needs nothing from elsewhere', async (path) => {
  const { status, headers, data } = await client.http.get(path, { maxRedirects: 2 })

  expect(status).toBe(200)
  expect(headers['content-type']).toMatch('text/html')
  expect(data).not.toMatch(/(src|href)="(https?:)?\/\//)
})

test.each(['/docs', '/redoc'])('the scripts of %s are there', async (path) => {
  const { data } = await client.http.get(path)
  const scripts = [...data.matchAll(/src="([^"]+)"/g)].map(([, source]) => source)

  const answers = await Promise.all(scripts.map((source) => client.http.get(source)))

  expect(answers.length).toBeGreaterThan(0)
  for (const { status, headers } of answers) {
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch('javascript')
  }
})

test('an address that is not served is told so', async () => {
  const { status, data } = await client.http.get('/nowhere')

  expect(status).toBe(404)
  expect(data.code).toBe('not-found')
})

test('the probes of operators are not served to the public', async () => {
  const { status } = await client.http.get('/metrics')

  expect(status).toBe(404)
})

test.each(inject('adminUrls'))('%s tells Prometheus what its service does', async (url) => {
  const response = await fetch(`${url}/metrics`)

  expect(response.status).toBe(200)
  expect(await response.text()).toMatch(/^invoiceml_\w+\{.*\} \d/m)
})
