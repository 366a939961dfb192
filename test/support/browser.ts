import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
  type PageScreenshotOptions,
} from 'playwright-core'

/** Debian's, unless another is named; the one without windows is lighter. */
const executablePath =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))

/** Whether there is a Chromium to test in. .ci/run installs it. */
export const hasBrowser = executablePath !== undefined

// Chromium's own sandbox does not start for root, as whom a container runs; drawing in software is all that it does there.
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

const pictures = join(import.meta.dirname, '..', '..', 'logs', 'screenshots')

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
  /** Keeps a picture of a page, to be looked at, in logs/screenshots. */
  keep: (page: Page, name: string, options?: PageScreenshotOptions) => Promise<void>
  /** Leaves every page that is open, with a picture of how this test left it, if one did. */
  leave: (test?: string) => Promise<void>
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
    keep,
    leave: async (test) => {
      const contexts = browser.contexts()
      const pages = contexts.flatMap((context) => context.pages())
      if (test !== undefined) for (const page of pages) await keep(page, test)
      await Promise.all(contexts.map((context) => context.close()))
    },
    close: () => browser.close(),
  }
}

async function keep(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  const file = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100)
  await page.screenshot({ path: join(pictures, `${file}.png`), fullPage: true, ...options })
}
