import type { Client } from '@invoice-ml/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, startBrowser, type TestBrowser } from './browser.ts'
import { webhooksToHere } from './erp-stub.ts'
import { startTestPlatform, type TestPlatform } from './platform.ts'

/** A dashboard of its own for the tests of a file; what it says holds while they run. */
export type Dashboard = Pick<TestBrowser, 'open' | 'keep'> & {
  /** The address of its first page. */
  readonly home: string
  /** Calls the gateway behind it, without a key. */
  readonly client: Client
  readonly databaseUrl: string
}

/**
 * Tests of the dashboard, before a platform that holds nothing yet and has no key. Each leaves its pages, of which a picture is kept.
 * They are skipped where there is no Chromium.
 */
export function describeDashboard(name: string, defineTests: (dashboard: Dashboard) => void): void {
  describe.skipIf(!hasBrowser)(name, () => {
    let run: TestPlatform
    let browser: TestBrowser
    beforeAll(async () => {
      run = await startTestPlatform({ more: ['dashboard'], env: webhooksToHere })
      browser = await startBrowser()
    })
    afterEach(({ task }) => browser.leave(task.name))
    afterAll(async () => {
      await browser?.close()
      await run?.stop()
    })

    defineTests({
      open: (options) => browser.open(options),
      keep: (page, picture, options) => browser.keep(page, picture, options),
      get home() {
        return run.platform.dashboardUrl ?? ''
      },
      get client() {
        return run.client
      },
      get databaseUrl() {
        return run.platform.databaseUrl
      },
    })

    test('no page had an error, broke the content security policy or asked outside /dashboard', () => {
      expect(browser.complaints).toEqual([])
    })
  })
}
