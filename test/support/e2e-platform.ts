import { join } from 'node:path'
import { freePort } from '@invoice-ml/testing/ports'
import type { TestProject } from 'vitest/node'
import { webhooksToHere } from './erp-stub.ts'
import { startTestPlatform } from './platform.ts'
import { startTraceCollector } from './trace-collector.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Two gateways of one platform. */
    platformUrls: string[]
    /** Where services tell operators about themselves; none of a platform that is only named. */
    adminUrls: string[]
    /** Where the platform tells its traces, and where its logs lie; neither is known of one that is only named. */
    tracesUrl: string | undefined
    logDir: string | undefined
  }
}

/** One platform for all end-to-end tests: PLATFORM_URL when it names one, else its own. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.PLATFORM_URL
  if (given !== undefined) {
    project.provide('platformUrls', [given, given])
    project.provide('adminUrls', [])
    project.provide('tracesUrl', undefined)
    project.provide('logDir', undefined)
    return undefined
  }
  const port = await freePort()
  const collector = await startTraceCollector(port)
  const { platform, dir, stop } = await startTestPlatform({
    gateways: 2,
    env: { ...oneReader, ...shortLimits, ...webhooksToHere, ...tracesTo(collector.url) },
  })
  project.provide('platformUrls', platform.urls)
  project.provide('adminUrls', ['gateway', 'inference-worker'].map(platform.adminUrl))
  project.provide('tracesUrl', collector.url)
  project.provide('logDir', join(dir, 'logs'))
  return async () => {
    await stop()
    await collector.stop()
  }
}

/** Sent at once, since a test waits for them. */
function tracesTo(url: string) {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: '200' }
}

/** The more cores, the more readers: a test that needs documents to wait would find none. */
const oneReader = { INVOICE_WORKER__CONCURRENCY: '1' }

/** What is hostile must fail within the time of a test. */
const shortLimits = {
  INVOICE_WORKER__DOCUMENT_TIMEOUT_SECONDS: '6',
  INVOICE_WORKER__PAGE_TIMEOUT_SECONDS: '4',
}
