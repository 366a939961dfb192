import { expect, inject, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { exposedMetrics } from '../support/exposed-metrics.ts'
import { textInvoice } from '../support/invoices.ts'

const [client] = clients()

test.each(inject('adminUrls'))('%s exposes what docs/metrics.md lists of it', async (url) => {
  const { exposed, listed } = await exposedMetrics(url)

  expect(exposed).toEqual(listed)
})

test.each(inject('adminUrls'))('%s has the labels that docs/metrics.md names', async (url) => {
  await extractToTheEnd(client, await textInvoice(4_201))

  const { mislabelled, sampleCount } = await exposedMetrics(url)

  expect(sampleCount).toBeGreaterThan(0)
  expect(mislabelled).toEqual([])
})

test.each(inject('adminUrls'))('%s says that it is ready', async (url) => {
  const { text } = await exposedMetrics(url)

  expect(text).toMatch(/^invoiceml_ready\{.*\} 1$/m)
})
