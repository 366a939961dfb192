import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Debian's, unless another is named; the one without windows is lighter. */
const executablePath =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))

/** Whether there is a Chromium to test in. .ci/run installs it. */
export const hasBrowser = executablePath !== undefined

// Chromium's own sandbox does not start for root, as whom a container runs; drawing in software is all that it does there.
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

/** A busy machine takes its time over a page. */
const patienceMs = 120_000

export type TestBrowser = {
  /** A page of a person of her own: nothing that another one did is known to it. French unless it is said. */
  open: (options?: BrowserContextOptions) => Promise<Page>
  /**
   * What pages have complained of: errors of scripts, and what the content security policy refused. And what they have asked for
   * elsewhere than below /dashboard, which is all that a proxy sends to the dashboard.
   */
  complaints: string[]
  /** Leaves every page that is open. */
  leave: () => Promise<void>
  close: () => Promise<void>
}

export async function startBrowser(): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({ executablePath, args })
  const complaints: string[] = []
  return {
    open: async (options = {}) => {
      const context = await browser.newContext({
        locale: 'fr-FR',
        viewport: { width: 1366, height: 820 },
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(patienceMs)
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => {
        const { protocol, pathname } = new URL(request.url())
        if (protocol.startsWith('http') && !/^\/dashboard(\/|$)/.test(pathname))
          complaints.push(`A page asked for ${pathname}`)
      })
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) complaints.push(message.text())
      })
      return page
    },
    complaints,
    leave: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    close: () => browser.close(),
  }
}
