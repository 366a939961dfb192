// npm run load [-- --rate 200 --seconds 60]
//
// Uploads documents at a steady rate while others ask for a job with an API key; says how many were accepted, how long both
// took, and what memory the gateway held. Fails when a document was refused.

import { parseArgs } from 'node:util'
import { createClient } from '@invoice-ml/client'
import { textInvoice } from '../support/invoices.ts'
import { startTestPlatform } from '../support/platform.ts'
import { familyOf, memoryOf } from '../support/processes.ts'
import { createAdminKey } from '../support/terminal.ts'
import { pollSteadily, uploadSteadily } from './send-steadily.ts'
import { spreadOf } from './statistics.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    polls: { type: 'string', default: '200' },
  },
})
const [perSecond, seconds, polls] = [values.rate, values.seconds, values.polls].map(Number) as [
  number,
  number,
  number,
]
const memoryEveryMs = 1_000
// A platform that has just started has not compiled its code yet, and is slower for its first few thousand requests.
const warmUpSeconds = 20

const say = (line: string) => process.stderr.write(`▸ ${line}\n`)
const run = await startTestPlatform({
  isDurable: true,
  env: {
    INVOICE_WORKER__CONCURRENCY: '1',
    INVOICE_MONITORING__LOG_LEVEL: 'warn',
    // All of them may wait: how many are accepted is measured, not how many are read.
    INVOICE_API__MAX_QUEUE_DEPTH: `${2 * perSecond * (seconds + warmUpSeconds)}`,
  },
})
try {
  const { platform } = run
  const [url = ''] = platform.urls
  const apiKey = createAdminKey(platform)
  const client = createClient({ baseUrl: url, apiKey })
  const { jobId } = await client.extract(await textInvoice(80_000), { waitSeconds: 60 })
  const { bytes: pdf } = await textInvoice(80_001)

  say(
    `${perSecond} uploads and ${polls} polls a second for ${seconds} s, behind ${warmUpSeconds} s of warming up`,
  )
  const gatewayBytes: number[] = []
  const measuring = setInterval(() => {
    const pids = familyOf(platform.pid('gateway') ?? 0)
    gatewayBytes.push(pids.reduce((total, pid) => total + memoryOf(pid), 0))
  }, memoryEveryMs)
  const [uploads, asked] = await Promise.all([
    uploadSteadily({ url, apiKey, pdf, perSecond, warmUpSeconds, seconds }),
    pollSteadily({ url, apiKey, jobId, perSecond: polls, warmUpSeconds, seconds }),
  ])
  clearInterval(measuring)

  const rows = [
    { what: 'uploads', outcome: uploads, target: '' },
    { what: 'polls', outcome: asked, target: ' (must be < 100)' },
  ].map(({ what, outcome: { answeredMs, failed }, target }) => {
    const { count, median, p95, p99 } = spreadOf(answeredMs)
    const others = [...failed].map(([reason, times]) => `, ${times} × ${reason}`)
    return `${what.padEnd(13)}${count} answered${others.join('')}; p50 ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms${target}`
  })
  const megabytes = thirds(gatewayBytes).map((bytes) => (bytes / 1e6).toFixed(0))
  process.stdout.write(
    [
      ...rows,
      `gateway      ${megabytes.join(' → ')} MB at the end of each third (must not grow)`,
      '',
    ].join('\n'),
  )
  if (uploads.failed.size > 0 || asked.failed.size > 0) process.exitCode = 1
} finally {
  await run.stop()
}

/** What was held at the end of each third, as the median of a few measurements: garbage comes and goes. */
function thirds(measured: number[]): number[] {
  const third = Math.ceil(measured.length / 3)
  return [1, 2, 3].map(
    (part) => spreadOf(measured.slice(part * third - Math.ceil(third / 2), part * third)).median,
  )
}
