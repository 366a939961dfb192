import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Debian's, unless another is named. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Whether there is a Chromium to test in. .ci/run installs it. */
export const hasBrowser = existsSync(executablePath)

export type TestBrowser = {
  /** A page of a person of her own: nothing that another one did is known to it. French unless it is said. */
  open: (options?: BrowserContextOptions) => Promise<Page>
  /** What pages have complained of: errors of scripts, and what the content security policy refused. */
  complaints: string[]
  close: () => Promise<void>
}

export async function startBrowser(): Promise<TestBrowser> {
  // Chromium's own sandbox does not start for root, as whom a container runs.
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const complaints: string[] = []
  return {
    open: async (options = {}) => {
      const context = await browser.newContext({
        locale: 'fr-FR',
        viewport: { width: 1366, height: 820 },
        ...options,
      })
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) complaints.push(message.text())
      })
      return page
    },
    complaints,
    close: () => browser.close(),
  }
}
