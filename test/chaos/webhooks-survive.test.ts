import { WebhookWithSecret } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { createErpStub, type ErpStub, webhooksToHere } from '../support/erp-stub.ts'
import { textInvoice } from '../support/invoices.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { redisCommand } from '../support/redis-command.ts'
import { until } from '../support/wait.ts'

let run: TestPlatform
let erp: ErpStub
beforeAll(async () => {
  run = await startTestPlatform({ gateways: 2, env: webhooksToHere })
  erp = createErpStub(await freePort())
})
afterAll(async () => {
  await erp?.stop()
  await run?.stop()
})

test('a gateway killed and a Redis emptied while the ERP is down cost no event', async () => {
  const { client, platform } = run
  const { data } = await client.http.post('/webhooks', {
    url: erp.url,
    events: ['extraction.completed'],
  })
  erp.useSecret(WebhookWithSecret.parse(data).secret)
  const uploads = await Promise.all(Array.from({ length: 12 }, (_, i) => textInvoice(41_000 + i)))
  const jobs = await Promise.all(uploads.map((upload) => extractToTheEnd(client, upload)))

  const before = platform.pid('gateway-2')
  platform.kill('gateway-2', 'SIGKILL')
  await redisCommand(platform.redisUrl, 'FLUSHALL')
  await erp.listen()
  await until('a new gateway runs', () => platform.pid('gateway-2') !== before)

  await until('every event has arrived', () => erp.events.size === jobs.length)
  const told = [...erp.events.values()].map((event) => event.data.job_id)
  expect(told.toSorted()).toEqual(jobs.map(({ job_id }) => job_id).toSorted())
  expect(erp.forged).toBe(0)
})
