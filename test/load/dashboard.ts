// npm run bench:dashboard [-- --documents 100000] [--loads 9] [--times 25]
//
// What a person waits for in the dashboard, over a list of many documents: in Chromium, from what she does to the frame that
// shows it. Documents are made by SQL out of one that was read and one that failed.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { hasBrowser, startBrowser, type TestBrowser } from '../support/browser.ts'
import { textInvoice } from '../support/invoices.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { until } from '../support/wait.ts'
import { fillJobs } from './fill-jobs.ts'
import { createTable } from './table.ts'

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '100000' },
    loads: { type: 'string', default: '9' },
    times: { type: 'string', default: '25' },
  },
})
const [documents, loads, times] = [values.documents, values.loads, values.times].map(Number) as [
  number,
  number,
  number,
]
/** One in fifty documents failed, somewhere in the middle of the list. */
const [firstFailed, endFailed] = [Math.floor(documents * 0.5), Math.floor(documents * 0.52)]
/** Pages of the list that are read before it is scrolled again, far down. */
const pagesDown = 200
const [firstName, failedName] = ['invoice-82001.pdf', 'protege.pdf']
const maxScriptKb = 300
const longestMs = 30_000
const lockedFile = join(import.meta.dirname, '..', 'fixtures', 'encrypted.pdf')

// What is asked of the page.
const rowsIn = `document.querySelectorAll('a.job-link').length`
const heightOf = `document.querySelector('.job-list').scrollHeight`
/** The address in the first row that is in sight below the head. */
const topRow = `((list) => {
  const { left, top } = list.getBoundingClientRect()
  return document.elementFromPoint(left + 40, top + 72)?.closest('.job-row')?.querySelector('a')?.href ?? ''
})(document.querySelector('.job-list'))`
const scriptBytes = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`

const say = (line: string) => process.stderr.write(`▸ ${line}\n`)
if (!hasBrowser) throw new Error('No Chromium here (apt-get install chromium-headless-shell)')
const table = createTable(`The dashboard over ${documents} documents`)
const run = await startTestPlatform({
  more: ['dashboard'],
  isDurable: true,
  // What was made by SQL has no files that could be erased.
  env: {
    INVOICE_RETENTION__FILE_DAYS: '0',
    INVOICE_RETENTION__PAGES_DAYS: '0',
    INVOICE_MONITORING__LOG_LEVEL: 'warn',
  },
})
const browser = await startBrowser()
const home = run.platform.dashboardUrl ?? ''
try {
  say(`Making ${documents} documents`)
  await fill(run)
  await measureLoads(browser, 'documents', `${rowsIn} > 0`)
  await measureLoads(browser, 'overview', `document.querySelector('.number-big') !== null`)
  await measureList(await browser.open())
  process.stdout.write(table.text())
  if (browser.complaints.length > 0) throw new Error(browser.complaints.join('\n'))
} finally {
  await browser.close()
  await run.stop()
}

async function fill({ client, platform: { databaseUrl } }: TestPlatform): Promise<void> {
  const locked = await client.extract({ filename: failedName, bytes: readFileSync(lockedFile) })
  const read = await client.extract(await textInvoice(82_001), { waitSeconds: 60 })
  await until('it has failed', async () => {
    const { data } = await client.http.get(`/jobs/${locked.jobId}`)
    return data.status === 'failed'
  })
  const made = { databaseUrl, status: 'completed' as const }
  const parts = [
    { templateId: read.jobId, from: 1, to: firstFailed },
    { templateId: locked.jobId, from: firstFailed, to: endFailed },
    { templateId: read.jobId, from: endFailed, to: documents - 1 },
  ]
  for (const part of parts) await fillJobs({ ...made, ...part })
}

/** A page that nothing is known of yet, until it shows what it is for and answers. */
async function measureLoads(from: TestBrowser, path: string, isShown: string): Promise<void> {
  say(`Loading ${path}`)
  const timesMs: number[] = []
  let scriptKb = 0
  for (let i = 0; i < loads; i++) {
    const page = await from.open()
    await page.goto(`${home}/${path}`, { waitUntil: 'commit' })
    // Since the navigation began, which is where the clock of a page stands at 0.
    timesMs.push(await page.evaluate(whenShown(isShown, '0')))
    scriptKb = (await page.evaluate<number>(scriptBytes)) / 1_000
    await from.leave()
  }
  table.times(`${path}: first interactive`, timesMs, '< 1,500')
  table.row(`${path}: scripts, compressed`, [
    `${scriptKb.toFixed(1)} kB`,
    '',
    '',
    `< ${maxScriptKb}`,
  ])
}

async function measureList(page: Page): Promise<void> {
  say('Filtering')
  await page.goto(`${home}/documents`)
  await page.locator('a.job-link').first().waitFor()
  const state = page.getByRole('combobox', { name: 'État' })
  const filtered: number[] = []
  for (let i = 0; i < times; i++)
    for (const [name, first] of [
      ['Échec', failedName],
      ['Tous', firstName],
    ] as const) {
      await state.click()
      const option = page.getByRole('option', { name, exact: true })
      filtered.push(await timeUntil(page, 'click', begins(first), () => option.click()))
    }
  table.times('filter by state', filtered, '< 300')

  say('Searching')
  const search = page.getByRole('searchbox')
  const found: number[] = []
  for (let i = 0; i < times; i++) {
    const number = 1_000 + Math.floor(((documents - 2_000) / times) * i)
    const wanted = `made-${`${number}`.padStart(7, '0')}`
    found.push(await timeUntil(page, 'input', `${rowsIn} === 1`, () => search.fill(wanted)))
    found.push(await timeUntil(page, 'input', `${rowsIn} > 1`, () => search.fill('')))
  }
  table.times('search for one, and clear it', found, '< 300')

  await measureScrolling(page, 'scroll by a page, at the top')
  say(`Scrolling ${pagesDown} pages down`)
  const more: number[] = []
  for (let i = 0; i < pagesDown; i++) {
    const before = await page.evaluate<number>(heightOf)
    const goToEnd = `document.querySelector('.job-list').scrollTo(0, 1e9)`
    const isLonger = `${heightOf} > ${before}`
    more.push(await timeUntil(page, 'scroll', isLonger, () => page.evaluate(goToEnd)))
  }
  table.times('scroll to the end of what is known', more, '< 300')
  await page.evaluate(`document.querySelector('.job-list').scrollTo(0, ${heightOf} / 2)`)
  await measureScrolling(page, `scroll by a page, among ${100 * pagesDown} rows`)
}

async function measureScrolling(page: Page, name: string): Promise<void> {
  const scrolled: number[] = []
  await page.locator('.job-list').hover()
  for (let i = 0; i < times; i++) {
    const seen = await page.evaluate<string>(topRow)
    const isFurther = `${topRow} !== '' && ${topRow} !== '${seen}'`
    scrolled.push(await timeUntil(page, 'wheel', isFurther, () => page.mouse.wheel(0, 400)))
  }
  table.times(name, scrolled, '< 300')
}

/** Milliseconds from an event in the page to the first frame in which something is so, and the page has time again. */
async function timeUntil(
  page: Page,
  event: string,
  isSo: string,
  act: () => Promise<unknown>,
): Promise<number> {
  const measured = page.evaluate<number>(`new Promise((resolve) => {
    addEventListener('${event}', ({ timeStamp }) => resolve(${whenShown(isSo, 'timeStamp')}), { capture: true, once: true })
  })`)
  await act()
  return measured
}

/** A promise, in the page, of the milliseconds from a time on its clock until something is so and it has time again. */
function whenShown(isSo: string, since: string): string {
  return `new Promise((resolve, reject) => {
    const look = () => {
      if (${isSo}) setTimeout(() => resolve(performance.now() - ${since}))
      else if (performance.now() - ${since} > ${longestMs}) reject(new Error('It has not come to this: ' + ${JSON.stringify(isSo)}))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })`
}

function begins(filename: string): string {
  return `document.querySelector('a.job-link')?.textContent === '${filename}'`
}
