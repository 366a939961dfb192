import type { TestProject } from 'vitest/node'
import { webhooksToHere } from './erp-stub.ts'
import { startTestPlatform } from './platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Two gateways of one platform. */
    platformUrls: string[]
    /** Where services tell operators about themselves; none of a platform that is only named. */
    adminUrls: string[]
  }
}

/** One platform for all end-to-end tests: PLATFORM_URL when it names one, else its own. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.PLATFORM_URL
  if (given !== undefined) {
    project.provide('platformUrls', [given, given])
    project.provide('adminUrls', [])
    return undefined
  }
  const { platform, stop } = await startTestPlatform({
    gateways: 2,
    env: { ...shortLimits, ...webhooksToHere },
  })
  project.provide('platformUrls', platform.urls)
  project.provide('adminUrls', ['gateway', 'inference-worker'].map(platform.adminUrl))
  return stop
}

/** What is hostile must fail within the time of a test. */
const shortLimits = {
  INVOICE_WORKER__DOCUMENT_TIMEOUT_SECONDS: '10',
  INVOICE_WORKER__PAGE_TIMEOUT_SECONDS: '5',
}
