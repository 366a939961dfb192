import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { describeDashboard } from '../support/dashboard.ts'
import { rulesOfLayout, violationsOn } from '../support/dashboard-page.ts'
import { textInvoice } from '../support/invoices.ts'
import { letter } from '../support/pdf.ts'
import { until } from '../support/wait.ts'

const locked = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'encrypted.pdf'))

describeDashboard('the pages of the dashboard', (dashboard) => {
  /** Every page by its path, and a name for its picture; below come those of documents. */
  const shown = ['documents', 'overview', 'models', 'webhooks', 'webhooks?tab=keys'].map(
    (path) => ({ path, name: path }),
  )
  beforeAll(async () => {
    const uploads = {
      'documents to review': letter('Merci'),
      'documents failed': { filename: 'protege.pdf', bytes: locked },
      'documents read': await textInvoice(101),
    }
    for (const [name, upload] of Object.entries(uploads)) {
      const { job_id } = await extractToTheEnd(dashboard.client, upload)
      shown.push({ path: `documents/${job_id}`, name })
    }
  })

  test('axe finds nothing on any page, light or dark', async () => {
    const page = await dashboard.open({ colorScheme: 'light' })
    const paths = shown.map(({ path }) => path)

    const found: Record<string, string[]> = {}
    for (const { path, name } of shown) {
      await page.emulateMedia({ colorScheme: 'light' })
      await settle(page, `${dashboard.home}/${path}`)
      await dashboard.keep(page, `light ${name}`)
      const light = await violationsOn(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
      await dashboard.keep(page, `dark ${name}`)
      // A theme changes colours and nothing else.
      const dark = await violationsOn(page, ['color-contrast'])
      found[path] = [...light, ...dark]
    }

    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, []])))
  })

  test('on a phone nothing is wider than the screen, and axe finds nothing', async () => {
    const page = await dashboard.open({ viewport: { width: 360, height: 740 }, isMobile: true })
    const paths = shown.map(({ path }) => path)

    const found: Record<string, unknown> = {}
    for (const { path, name } of shown) {
      await settle(page, `${dashboard.home}/${path}`)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      await dashboard.keep(page, `phone ${name}`)
      // All else is as on the desktop, which is looked at above.
      found[path] = { width, violations: await violationsOn(page, rulesOfLayout) }
    }

    const clean = { width: 360, violations: [] }
    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, clean])))
    await page.setViewportSize({ width: 844, height: 390 })
    await settle(page, `${dashboard.home}/documents`)
    await page.setViewportSize({ width: 360, height: 740 })
    const rows = page.getByRole('rowgroup').last().getByRole('row')
    await until('no row lies upon another', async () => {
      const [first, second] = [await rows.nth(0).boundingBox(), await rows.nth(1).boundingBox()]
      return first !== null && second !== null && first.y + first.height <= second.y
    })
  })

  test('a browser that prefers English is spoken to in English', async () => {
    const page = await dashboard.open({ locale: 'en-GB' })

    await page.goto(dashboard.home)

    await page.getByText('Drop invoices here').waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  })

  test('a page whose script went away with a newer version says so, and can be loaded again', async () => {
    const page = await dashboard.open()
    await page.goto(dashboard.home)
    const gone = '**/assets/overview-*.js'
    await page.route(gone, (route) => route.fulfill({ status: 404 }))

    await page.getByRole('link', { name: 'Vue d’ensemble' }).click()
    await page.getByText('Cette page ne s’affiche pas').waitFor()
    await dashboard.keep(page, 'broken')
    await page.unroute(gone)
    await page.getByRole('button', { name: 'Recharger' }).click()

    await page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor()
  })

  test('the overview sets uptime against its target, and says what is missing to the next training', async () => {
    const page = await dashboard.open()

    await page.goto(`${dashboard.home}/overview`)

    const targets = page.getByRole('region', { name: 'Objectifs' })
    await targets.getByText(/du temps, sur 30 jours au plus/).waitFor()
    // It is a share of the time, whatever this machine is busy with.
    expect(await targets.textContent()).toMatch(
      /Disponibilité(atteint|manqué)[\d,]+\s%objectif > 99/,
    )
    await page.getByText(/aucun entraînement n’est prévu/).waitFor()
  })

  test('below the chart each day stands once, however wide the window is', async () => {
    const page = await dashboard.open({ viewport: { width: 1920, height: 1080 } })
    await page.addInitScript(keepWhatIsDrawn)
    await page.goto(`${dashboard.home}/overview`)

    await page.getByText('7 jours').click()

    const days = async () => {
      const drawn: string[] = await page.evaluate("document.querySelector('.chart canvas')?.drawn")
      return drawn?.filter((text) => /^\d\d\/\d\d\/\d{4}$/.test(text)) ?? []
    }
    await until('seven days are drawn', async () => new Set(await days()).size === 7)
    await dashboard.keep(page, 'seven days on a wide screen')
    expect(await days()).toHaveLength(7)
  })
})

/** A canvas says in `drawn` which texts stand on it. */
const keepWhatIsDrawn = `
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    this.canvas.drawn = []
    clearRect.apply(this, box)
  }
  CanvasRenderingContext2D.prototype.fillText = function (...text) {
    this.canvas.drawn = [...(this.canvas.drawn ?? []), text[0]]
    fillText.apply(this, text)
  }`

/** Until what the page shows has been read, and its pictures too. */
async function settle(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('main').waitFor()
  await until(
    'nothing loads',
    async () => (await page.locator('[aria-label="Chargement…"]').count()) === 0,
  )
  await page.getByRole('heading', { level: 1 }).waitFor()
}
