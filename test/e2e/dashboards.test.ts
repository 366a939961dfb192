import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebhookWithSecret } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { clients, extractToTheEnd, problemOf } from '../support/clients.ts'
import { createErpStub } from '../support/erp-stub.ts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'
import { panelsWith } from '../support/panels.ts'
import { hasPrometheus, type Prometheus, startPrometheus } from '../support/prometheus.ts'
import { until } from '../support/wait.ts'

const [client] = clients()
const adminUrls = inject('adminUrls')
const encrypted = join(import.meta.dirname, '..', 'fixtures', 'encrypted.pdf')
const isPossible = hasPrometheus && adminUrls.length > 0

if (!hasPrometheus)
  process.stdout.write(
    '▸ The queries of the dashboards are left out: no Prometheus (apt-get install prometheus)\n',
  )

/** What does not run here has its panels in test/loop. */
const running = (await Promise.all(adminUrls.map(serviceAt))).filter((name) => name !== undefined)
const panels = panelsWith(running)

let prometheus: Prometheus

describe.skipIf(!isPossible)('a real Prometheus that looks at a platform under load', () => {
  beforeAll(async () => {
    prometheus = await startPrometheus(adminUrls)
    await until('it has looked once', async () => (await prometheus.query('up == 1')).length > 0)
    await work()
  })
  afterAll(() => prometheus?.stop())

  test.each(panels)('answers $dashboard: $title: $expression', async ({ expression }) => {
    const numbers = async () =>
      (await prometheus.query(expression)).filter(({ value }) => !Number.isNaN(value))

    await until('there is an answer', async () => (await numbers()).length > 0, 60_000)

    expect(await numbers()).not.toEqual([])
  })
})

/** What makes every number move: documents of both kinds, one again, one that fails, a correction, an event that is sent. */
async function work(): Promise<void> {
  const erp = createErpStub(await freePort())
  await erp.listen()
  const { data } = await client.http.post('/webhooks', {
    url: erp.url,
    events: ['extraction.completed'],
  })
  const { webhook_id, secret } = WebhookWithSecret.parse(data)
  erp.useSecret(secret)
  const invoice = await textInvoice(4_301)
  const { job_id } = await extractToTheEnd(client, invoice)
  await extractToTheEnd(client, invoice)
  await extractToTheEnd(client, await scannedInvoice(4_302))
  await problemOf(client, { filename: 'encrypted.pdf', bytes: readFileSync(encrypted) })
  await client.http.get('/jobs/job_00000000000000000000000000')
  await client.http.put(`/jobs/${job_id}/corrections`, {
    fields: [{ label: 'numero_facture', value: 'F-4301' }],
  })
  await until('the event has arrived', () => erp.events.size > 0)
  await client.http.delete(`/webhooks/${webhook_id}`)
  await erp.stop()
}

async function serviceAt(url: string): Promise<string | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return /service="([a-z-]+)"/.exec(text)?.[1]
}
