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
import { hammerJob } from './measure.ts'
import { spreadOf } from './statistics.ts'
import { uploadSteadily } from './upload-steadily.ts'

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

const say = (line: string) => process.stderr.write(`▸ ${line}\n`)
const run = await startTestPlatform({
  isDurable: true,
  env: {
    INVOICE_WORKER__CONCURRENCY: '1',
    INVOICE_MONITORING__LOG_LEVEL: 'warn',
    // All of them may wait: how many are accepted is measured, not how many are read.
    INVOICE_API__MAX_QUEUE_DEPTH: `${Math.max(10_000, 2 * perSecond * seconds)}`,
  },
})
try {
  const { platform } = run
  const [url = ''] = platform.urls
  const apiKey = createAdminKey(platform)
  const client = createClient({ baseUrl: url, apiKey })
  const { jobId } = await client.extract(await textInvoice(80_000), { waitSeconds: 60 })
  const { bytes: pdf } = await textInvoice(80_001)

  say('Warming up')
  await uploadSteadily({ url, apiKey, pdf, perSecond: Math.ceil(perSecond / 10), seconds: 5 })

  say(`${perSecond} uploads and ${polls} polls a second for ${seconds} s`)
  const gatewayBytes: number[] = []
  const measuring = setInterval(() => {
    const pids = familyOf(platform.pid('gateway') ?? 0)
    gatewayBytes.push(pids.reduce((total, pid) => total + memoryOf(pid), 0))
  }, memoryEveryMs)
  const [uploads, polled] = await Promise.all([
    uploadSteadily({ url, apiKey, pdf, perSecond, seconds }),
    hammerJob(url, jobId, { seconds, apiKey, perSecond: polls }),
  ])
  clearInterval(measuring)

  const accepted = spreadOf(uploads.acceptedMs)
  const refused = [...uploads.refused].map(([what, count]) => `${count} × ${what}`)
  const megabytes = thirds(gatewayBytes).map((bytes) => (bytes / 1e6).toFixed(0))
  process.stdout.write(
    [
      `accepted     ${accepted.count} of ${perSecond * seconds} (must be all)${refused.length > 0 ? `; refused: ${refused.join(', ')}` : ''}`,
      `upload       p50 ${accepted.median.toFixed(0)} ms, p95 ${accepted.p95.toFixed(0)} ms, p99 ${accepted.p99.toFixed(0)} ms`,
      `poll         ${polled.perSecond.toFixed(0)} a second, p50 ${polled.medianMs} ms, p99 ${polled.p99Ms} ms (must be < 100), ${polled.failed} failed`,
      `gateway      ${megabytes.join(' → ')} MB at the end of each third (must not grow)`,
      '',
    ].join('\n'),
  )
  if (refused.length > 0 || polled.failed > 0) process.exitCode = 1
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
