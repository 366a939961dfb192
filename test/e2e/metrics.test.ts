import { expect, inject, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { documentedMetrics } from '../support/documented-metrics.ts'
import { textInvoice } from '../support/invoices.ts'

const [client] = clients()

async function scrape(url: string) {
  const response = await fetch(`${url}/metrics`)
  const text = await response.text()
  const service = /service="([a-z-]+)"/.exec(text)?.[1]
  const listed = documentedMetrics().filter((metric) =>
    ['Every service', service].includes(metric.service),
  )
  return { text, listed }
}

test.each(inject('adminUrls'))('%s exposes what docs/metrics.md lists of it', async (url) => {
  const { text, listed } = await scrape(url)

  const exposed = [...text.matchAll(/^# TYPE (invoiceml_\w+) (\w+)$/gm)]

  const found = exposed.map(([, name, type]) => `${name} ${type}`).sort()
  expect(found).toEqual(listed.map(({ name, type }) => `${name} ${type}`).sort())
})

test.each(inject('adminUrls'))('%s has the labels that docs/metrics.md names', async (url) => {
  await extractToTheEnd(client, await textInvoice(4_201))
  const { text, listed } = await scrape(url)

  const samples = [...text.matchAll(/^(invoiceml_\w+)\{([^}]*)\} /gm)]

  expect(samples.length).toBeGreaterThan(0)
  for (const [, sample = '', pairs = ''] of samples) {
    const name = sample.replace(/_(bucket|sum|count)$/, '')
    const labels = [...pairs.matchAll(/(\w+)="/g)].map(([, label]) => label)
    const own = labels.filter((label) => label !== 'service' && label !== 'le').sort()
    const metric = listed.find((one) => one.name === sample || one.name === name)
    expect({ sample, labels: own }).toEqual({ sample, labels: metric?.labels.toSorted() })
  }
})

test.each(inject('adminUrls'))('%s says that it is ready', async (url) => {
  const { text } = await scrape(url)

  expect(text).toMatch(/^invoiceml_ready\{.*\} 1$/m)
})
