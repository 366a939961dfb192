import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Job } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import type { Locator, Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, startBrowser, type TestBrowser } from '../support/browser.ts'
import { extractToTheEnd } from '../support/clients.ts'
import { createErpStub, webhooksToHere } from '../support/erp-stub.ts'
import { textInvoice } from '../support/invoices.ts'
import { pageOfText } from '../support/pdf.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { until } from '../support/wait.ts'
import { zipOf } from '../support/zip.ts'

const root = join(import.meta.dirname, '..', '..')

if (!hasBrowser)
  process.stderr.write(
    'The dashboard is not tested: no Chromium here (apt-get install chromium-headless-shell)\n',
  )

describe.skipIf(!hasBrowser)('the dashboard', () => {
  let run: TestPlatform
  let browser: TestBrowser
  let home: string
  beforeAll(async () => {
    run = await startTestPlatform({ more: ['dashboard'], env: webhooksToHere })
    browser = await startBrowser()
    home = run.platform.dashboardUrl ?? ''
  })
  afterEach(({ task }) => browser.leave(task.name))
  afterAll(async () => {
    await browser?.close()
    await run?.stop()
  })

  test('who has nothing yet reads the sample invoice by one click', async () => {
    const page = await browser.open()
    await page.goto(home)
    await page.getByText('Aucun document pour l’instant').waitFor()

    await page.getByRole('button', { name: 'facture d’exemple' }).click()

    await page.getByRole('row', { name: /sample-invoice\.pdf.*Lu/ }).waitFor()
  })

  test('ten files that are dropped together are read, and the list follows by itself', async () => {
    const page = await browser.open()
    await page.goto(home)
    const files = await Promise.all([101, 102, 103, 104, 105, 106, 107, 108, 109].map(invoiceFile))
    const locked = readFileSync(join(root, 'test', 'fixtures', 'encrypted.pdf'))

    await page
      .locator('input[type=file]')
      .setInputFiles([
        ...files,
        { name: 'protege.pdf', mimeType: 'application/pdf', buffer: locked },
      ])

    await page.getByText('10 sur 10 fichiers envoyés').waitFor()
    const done = page.getByRole('row', { name: /(invoice-10\d|protege)\.pdf.*(Lu|À relire|Échec)/ })
    await until('ten rows are final', async () => (await done.count()) === 10)

    const nothing = new Uint8Array()
    const zip = await zipOf([
      ['vide.pdf', nothing],
      ['vide aussi.pdf', nothing],
    ])
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'mars.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) })
    await page.getByText('10 sur 12 fichiers envoyés, 2 refusés').waitFor()
    await page.getByText('mars.zip › vide aussi.pdf').waitFor()
  })

  test('a wrong total that is corrected by keyboard stands in the export', async () => {
    const page = await browser.open()
    await page.goto(`${home}/documents?text=invoice-101`)
    await page.getByRole('link', { name: 'invoice-101.pdf' }).click()

    const total = page.getByLabel('Total TTC', { exact: true })
    await total.fill('1 234,56 €')
    await untilSeen(page)
    const send = await holdBack(page, '**/corrections')
    await page.keyboard.press('Control+Enter')
    await until('it is on its way', async () => !(await total.isEditable()))
    send()

    await page.getByText('Document confirmé').waitFor()
    // The sums contradict each other, and nobody need look at it any more.
    await page.getByRole('alert', { name: 'À noter' }).waitFor()
    await until('more can be changed', async () => total.isEditable())
    const address = `${home}/api/exports?format=csv&dialect=excel-fr&text=invoice-101`
    const csv = await (await page.request.get(address)).text()
    expect(csv).toContain('1234,56')
  })

  test('a file is saved by its name, and what one lacks is told in words', async () => {
    const page = await browser.open()
    await page.goto(`${home}/documents?text=invoice-101`)
    await page.getByRole('link', { name: 'invoice-101.pdf' }).click()
    const open = () => page.getByRole('button', { name: 'Télécharger' }).click()

    await open()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ])
    await open()
    await page.getByRole('menuitem', { name: 'UBL' }).click()

    expect(file.suggestedFilename()).toBe('invoice-101.csv')
    await page.getByRole('alert').filter({ hasText: 'Corrigez d’abord ce qui manque' }).waitFor()
  })

  test('what is typed stays when somebody else corrects the document, and is set upon it', async () => {
    const page = await browser.open()
    const { job_id } = await jobNamed(run, 'invoice-105')
    await page.goto(`${home}/documents/${job_id}`)
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('MINE-1')

    await page.getByRole('link', { name: 'Vue d’ensemble' }).click()
    const question = page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' })
    await question.getByRole('button', { name: 'Rester' }).click()
    await question.waitFor({ state: 'detached' })
    const elsewhere = { fields: [{ label: 'montant_ttc', value: '4321.00 EUR' }] }
    await run.client.http.put(`/jobs/${job_id}/corrections`, elsewhere)
    await page.getByRole('alert').filter({ hasText: 'corrigé ailleurs' }).waitFor()
    expect(await number.inputValue()).toBe('MINE-1')
    await browser.keep(page, 'corrected elsewhere')
    expect(await violationsOn(new AxeBuilder({ page }))).toEqual([])
    await page.getByRole('button', { name: 'Garder les miens' }).click()

    const total = page.getByLabel('Total TTC', { exact: true })
    await until('both are there', async () => (await total.inputValue()).startsWith('4321.00'))
    expect(await number.inputValue()).toBe('MINE-1')
    await untilSeen(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Document confirmé').waitFor()
    expect(await page.getByText('corrigé ailleurs').count()).toBe(0)
  })

  test('the field that one is in is behind no bar, as the document opens and by Enter', async () => {
    const page = await browser.open()
    const { job_id } = await jobNamed(run, 'sample-invoice')
    await page.goto(`${home}/documents/${job_id}`)
    const field = page.locator('input[data-field]:focus')
    await field.waitFor()
    await browser.keep(page, 'first doubt', { fullPage: false })

    const hidden: string[] = []
    const look = async (when: string) => {
      if (!(await isBetweenBars(field))) hidden.push(`${when}: ${await field.getAttribute('id')}`)
    }
    await look('first')
    const count = await page.locator('input[data-field]').count()
    for (const key of ['Shift+Enter', 'Enter'])
      for (let i = 1; i < count; i += 1) {
        await page.keyboard.press(key)
        await look(key)
      }

    expect(hidden).toEqual([])
  })

  test('a box that is drawn reads its words again', async () => {
    const page = await browser.open()
    await page.goto(`${home}/documents?text=invoice-102`)
    await page.getByRole('link', { name: 'invoice-102.pdf' }).click()
    const number = page.getByLabel('N° de facture', { exact: true })
    await until('its value is shown', async () => (await number.inputValue()) !== '')
    const before = await number.inputValue()
    const box = await page.getByRole('button', { name: /^N° de facture : / }).boundingBox()
    await number.fill('')

    await page.keyboard.press('Alt+d')
    await page.getByText('Entourez « N° de facture »').waitFor()
    await drag(page, box)

    await until('the value is there again', async () => (await number.inputValue()) === before)
    await number.fill('')
    await page.keyboard.press('Alt+d')
    await page.locator('.page-canvas:focus').waitFor()
    for (const key of ['ArrowRight', 'ArrowLeft', 'Enter']) await page.keyboard.press(key)
    await until('it is read by keyboard too', async () => (await number.inputValue()) === before)
    expect(await page.evaluate('document.activeElement.id')).toBe(await number.getAttribute('id'))
  })

  test('from the drawing of one field that stands nowhere to that of another, keys and view follow', async () => {
    const page = await browser.open({ viewport: { width: 740, height: 640 } })
    const { job_id } = await extractToTheEnd(run.client, letter('Merci'))
    await page.goto(`${home}/documents/${job_id}`)
    await untilSeen(page)
    const box = page.locator('.page-canvas div.box')

    const places: unknown[] = []
    for (const name of ['N° de facture', 'Total TTC']) {
      await page.getByRole('button', { name: `Dessiner le cadre de « ${name} »` }).click()
      await page.getByText(`Entourez « ${name} »`).waitFor()
      await page.locator('.page-canvas:focus').waitFor()
      expect(await isBetweenBars(box)).toBe(true)
      places.push(await box.getAttribute('style'))
      await page.keyboard.press('ArrowRight')
      await until('it moves', async () => (await box.getAttribute('style')) !== places.at(-1))
    }

    expect(places[1]).toBe(places[0])
  })

  test('a box that is drawn before its words are there is read once they are, on the page that was drawn on', async () => {
    const page = await browser.open()
    await run.client.extract(await textInvoice(121, 'many pages'))
    const { job_id } = await jobNamed(run, 'invoice-121')
    const send = await holdBack(page, '**/words')
    await page.goto(`${home}/documents/${job_id}`)
    const number = page.getByLabel('N° de facture', { exact: true })
    await until('its value is shown', async () => (await number.inputValue()) !== '')
    const next = page.getByRole('button', { name: 'Page suivante' })
    while (await next.isEnabled()) await next.click()
    const total = page.getByRole('button', { name: /^Total TTC : / })
    const place = await total.boundingBox()
    const last = await page.getByRole('region', { name: /^Page / }).getAttribute('aria-label')

    await page.getByRole('button', { name: 'Dessiner le cadre de « N° de facture »' }).click()
    await page.getByText('Entourez « N° de facture »').waitFor()
    await drag(page, place)
    await page.locator('input[data-field]:focus').waitFor()
    send()

    await until('the words are read', async () => /\d,\d\d/.test(await number.inputValue()))
    expect(last).not.toMatch(/^Page 1 /)
    expect(await page.getByRole('region', { name: /^Page / }).getAttribute('aria-label')).toBe(last)
  })

  test('who looks for what failed is told why, and what to do', async () => {
    const page = await browser.open()
    await page.goto(home)
    await page.getByRole('combobox', { name: 'État' }).click()
    await page.getByRole('option', { name: 'Échec' }).click()

    await page.getByRole('button', { name: 'Exporter', disabled: true }).waitFor()
    await page.getByText('Seul ce qui est lu s’exporte').waitFor()
    await page.getByRole('link', { name: 'protege.pdf' }).click()

    const note = page.getByRole('alert').filter({ hasText: 'n’a pas pu être lu' })
    await note.waitFor()
    expect(await note.textContent()).toContain('retirez le mot de passe')
    const help = await note.getByRole('link').getAttribute('href')
    expect((await page.request.get(new URL(help ?? '', home).href)).status()).toBe(200)
  })

  test('who knows a document confirms it with one key, which confirms no other while it is held', async () => {
    const page = await browser.open()
    const confirmed: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT') confirmed.push(new URL(request.url()).pathname)
    })
    const { job_id } = await jobNamed(run, 'invoice-104')
    const json = { code: 'overloaded', title: '', status: 503 }
    const headers = { 'Retry-After': '0' }
    await page.route('**/pages/1', (route) => route.fulfill({ status: 503, headers, json }))
    await page.goto(`${home}/review/${job_id}`)
    await page.locator('input[data-field]:focus').waitFor()
    const missing = page.getByRole('alert').filter({ hasText: 'n’est pas disponible' })
    const askAgain = missing.getByRole('button', { name: 'Réessayer' })
    await askAgain.waitFor()
    await page.keyboard.press('Control+Enter')
    expect(await page.getByRole('button', { name: /^Confirmer/, disabled: true }).count()).toBe(1)
    await page.unroute('**/pages/1')
    await askAgain.click()
    await untilSeen(page)

    await page.getByRole('button', { name: 'Supprimer le document' }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: 'invoice-104.pdf' })
    await dialog.waitFor()
    await page.keyboard.press('Alt+s')
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toContain(job_id)
    expect(confirmed).toEqual([])

    await page.keyboard.down('Control')
    await page.keyboard.down('Enter')
    await page.getByText('Confirmé sans correction').waitFor()
    await page.getByRole('heading', { name: 'invoice-104.pdf' }).waitFor({ state: 'detached' })
    await untilSeen(page)
    await page.keyboard.down('Enter')

    expect(await page.getByRole('button', { name: 'Confirmer et suivant' }).isEnabled()).toBe(true)
    expect(confirmed).toEqual([`/dashboard/api/jobs/${job_id}/corrections`])
  })

  test('who comes back to the review is led to what waits now, and whoever has open what is deleted is told', async () => {
    for (const words of ['Bonjour', 'Bonsoir']) await extractToTheEnd(run.client, letter(words))
    const page = await browser.open()
    const review = page.getByRole('link', { name: 'Relecture' })
    const open = async () => {
      await review.click()
      await page.waitForURL(/review\/job_/)
      return new URL(page.url()).pathname.split('/').at(-1) ?? ''
    }

    await page.goto(home)
    const confirmed = await open()
    await page.getByRole('link', { name: 'Documents', exact: true }).click()
    await page.getByRole('link', { name: 'Bonjour.pdf' }).waitFor()
    await run.client.http.put(`/jobs/${confirmed}/corrections`, { fields: [] })
    const deleted = await open()
    await page.getByLabel('N° de facture', { exact: true }).fill('MINE-6')
    await run.client.http.delete(`/jobs/${deleted}`)
    await page.getByRole('alert').filter({ hasText: 'n’existe plus' }).waitFor()
    await browser.keep(page, 'deleted elsewhere')

    expect(deleted).not.toBe(confirmed)
    expect(await page.getByLabel('N° de facture', { exact: true }).inputValue()).toBe('MINE-6')
    await review.click()
    await page.getByRole('button', { name: 'Quitter sans enregistrer' }).click()
    await until('the review has led on', async () => {
      const isElsewhere = /review\/job_/.test(page.url()) && !page.url().endsWith(deleted)
      return isElsewhere || (await page.getByText('Rien à relire').isVisible())
    })
    expect(page.url()).not.toContain(confirmed)
  })

  test('a day is typed as the page writes it', async () => {
    const page = await browser.open()
    await page.goto(`${home}/documents`)
    const since = page.getByLabel('Déposés depuis')

    await since.fill('hier')
    await since.press('Enter')
    await page.getByText('attendu : une date').waitFor()
    expect(await violationsOn(new AxeBuilder({ page }).withRules(['color-contrast']))).toEqual([])
    await since.fill('15 janvier 2026')
    await since.press('Enter')

    await page.waitForURL(/since=2026-01-15/)
    await until('it is written so', async () => (await since.inputValue()) === '15/01/2026')
  })

  test('what another client does shows without reloading', async () => {
    const page = await browser.open()
    await page.goto(`${home}/documents`)
    const search = page.getByRole('searchbox')
    await search.fill('invoice-103')
    await page.waitForURL(/text=invoice-103/)
    await page.getByRole('link', { name: 'Documents' }).click()
    await until('nothing is searched for', async () => (await search.inputValue()) === '')
    await page.getByRole('link', { name: 'invoice-103.pdf' }).waitFor()

    await run.client.extract(await textInvoice(120))

    await page.getByRole('link', { name: 'invoice-120.pdf' }).waitFor()
  })

  test('who has a document deleted goes elsewhere meanwhile, and is told there what went wrong', async () => {
    const page = await browser.open()
    const { job_id } = await jobNamed(run, 'invoice-120')
    await page.goto(`${home}/documents/${job_id}`)
    const remove = async () => {
      await page.getByRole('button', { name: 'Supprimer le document' }).click()
      const dialog = page.getByRole('dialog').filter({ hasText: 'invoice-120.pdf' })
      expect(await dialog.getByRole('alert').count()).toBe(0)
      await dialog.getByRole('button', { name: 'Supprimer' }).click()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }

    const address = `**/api/jobs/${job_id}`
    const method = 'DELETE'
    const fail = await holdBack(page, address, { method, end: (route) => route.abort() })
    await remove()
    fail()
    await page.getByRole('alert').filter({ hasText: 'Cela n’a pas marché' }).waitFor()
    await page.unroute(address)
    const send = await holdBack(page, address, { method })
    const answer = page.waitForResponse((response) => response.request().method() === method)
    await remove()
    await page.getByRole('link', { name: 'Tous les documents' }).click()
    await page.getByRole('link', { name: 'invoice-103.pdf' }).click()
    await page.getByRole('heading', { name: 'invoice-103.pdf' }).waitFor()
    send()

    expect((await answer).status()).toBe(204)
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
    expect(await page.getByRole('heading', { name: 'invoice-103.pdf' }).count()).toBe(1)
  })

  test('axe finds nothing on any page, light or dark', async () => {
    const page = await browser.open({ colorScheme: 'light' })
    const shown = await everyPage(run)
    const paths = shown.map(({ path }) => path)

    const found: Record<string, string[]> = {}
    for (const { path, name } of shown) {
      await page.emulateMedia({ colorScheme: 'light' })
      await settle(page, `${home}/${path}`)
      await browser.keep(page, `light ${name}`)
      const light = await violationsOn(new AxeBuilder({ page }))
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
      await browser.keep(page, `dark ${name}`)
      // A theme changes colours and nothing else.
      const dark = await violationsOn(new AxeBuilder({ page }).withRules(['color-contrast']))
      found[path] = [...light, ...dark]
    }

    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, []])))
  })

  test('on a phone nothing is wider than the screen, and axe finds nothing', async () => {
    const page = await browser.open({ viewport: { width: 360, height: 740 }, isMobile: true })
    const shown = await everyPage(run)
    const paths = shown.map(({ path }) => path)

    const found: Record<string, unknown> = {}
    for (const { path, name } of shown) {
      await settle(page, `${home}/${path}`)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      await browser.keep(page, `phone ${name}`)
      // All else is as on the desktop, which is looked at above.
      const axe = new AxeBuilder({ page }).withRules(ofLayout)
      found[path] = { width, violations: await violationsOn(axe) }
    }

    const clean = { width: 360, violations: [] }
    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, clean])))
    await page.setViewportSize({ width: 844, height: 390 })
    await settle(page, `${home}/documents`)
    await page.setViewportSize({ width: 360, height: 740 })
    const rows = page.getByRole('rowgroup').last().getByRole('row')
    await until('no row lies upon another', async () => {
      const [first, second] = [await rows.nth(0).boundingBox(), await rows.nth(1).boundingBox()]
      return first !== null && second !== null && first.y + first.height <= second.y
    })
  })

  test('on a phone a box is drawn where the page is in sight, and given up by finger', async () => {
    const upright = { width: 360, height: 740 }
    const page = await browser.open({ viewport: upright, isMobile: true, hasTouch: true })
    const { job_id } = await jobNamed(run, 'invoice-102')
    await page.goto(`${home}/documents/${job_id}`)
    await untilSeen(page)
    const draw = page.getByRole('button', { name: 'Dessiner le cadre de « Client »' })
    const box = page.locator('.page-canvas div.box')
    const view = page.getByRole('region', { name: /^Page / })

    const inSight: boolean[] = []
    for (const viewport of [upright, { width: 740, height: 360 }]) {
      await page.setViewportSize(viewport)
      await draw.tap()
      await box.waitFor()
      await browser.keep(page, `phone drawing ${viewport.width}`, { fullPage: false })
      inSight.push(await isBetweenBars(box), await isBetweenBars(view))
      await draw.tap()
      await box.waitFor({ state: 'detached' })
      await draw.tap()
      await page.getByRole('button', { name: 'Renoncer au cadre' }).tap()
      await box.waitFor({ state: 'detached' })
      inSight.push(await isBetweenBars(page.locator('input[data-field]:focus')))
    }

    expect(inSight).toEqual(Array(6).fill(true))
  })

  test('a field that one types into stays in sight when the phone is turned', async () => {
    const page = await browser.open({ viewport: { width: 360, height: 740 }, isMobile: true })
    const { job_id } = await jobNamed(run, 'invoice-102')
    await page.goto(`${home}/documents/${job_id}`)
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('F-1')

    await page.setViewportSize({ width: 740, height: 360 })

    await until('it is between the bars', () => isBetweenBars(number))
  })

  test('a browser that prefers English is spoken to in English', async () => {
    const page = await browser.open({ locale: 'en-GB' })

    await page.goto(home)

    await page.getByText('Drop invoices here').waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  })

  test('a page whose script went away with a newer version says so, and can be loaded again', async () => {
    const page = await browser.open()
    await page.goto(home)
    const gone = '**/assets/overview-*.js'
    await page.route(gone, (route) => route.fulfill({ status: 404 }))

    await page.getByRole('link', { name: 'Vue d’ensemble' }).click()
    await page.getByText('Cette page ne s’affiche pas').waitFor()
    await browser.keep(page, 'broken')
    await page.unroute(gone)
    await page.getByRole('button', { name: 'Recharger' }).click()

    await page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor()
  })

  test('the overview sets uptime against its target, and says what is missing to the next training', async () => {
    const page = await browser.open()

    await page.goto(`${home}/overview`)

    const targets = page.getByRole('region', { name: 'Objectifs' })
    await targets.getByText(/du temps, sur 30 jours au plus/).waitFor()
    // It is a share of the time, whatever this machine is busy with.
    expect(await targets.textContent()).toMatch(
      /Disponibilité(atteint|manqué)[\d,]+\s%objectif > 99/,
    )
    await page.getByText(/aucun entraînement n’est prévu/).waitFor()
  })

  test('below the chart each day stands once, however wide the window is', async () => {
    const page = await browser.open({ viewport: { width: 1920, height: 1080 } })
    await page.addInitScript(keepWhatIsDrawn)
    await page.goto(`${home}/overview`)

    await page.getByText('7 jours').click()

    const days = async () => {
      const drawn: string[] = await page.evaluate("document.querySelector('.chart canvas')?.drawn")
      return drawn?.filter((text) => /^\d\d\/\d\d\/\d{4}$/.test(text)) ?? []
    }
    await until('seven days are drawn', async () => new Set(await days()).size === 7)
    await browser.keep(page, 'seven days on a wide screen')
    expect(await days()).toHaveLength(7)
  })

  test('an address that is added by the form is sent a trial, which its log shows as received', async () => {
    const erp = createErpStub(await freePort())
    await erp.listen()
    const page = await browser.open()
    await page.goto(`${home}/webhooks`)

    await page.getByRole('button', { name: 'Ajouter une adresse' }).click()
    await page.getByLabel('Adresse (https)').fill(erp.url)
    await page.getByRole('button', { name: 'Créer' }).click()
    erp.useSecret(await secretOn(page))
    const card = page.getByRole('article', { name: erp.url })
    await card.getByRole('button', { name: 'Envoyer un essai' }).click()
    await card.getByRole('button', { name: 'Livraisons' }).click()

    await card.getByText('reçu', { exact: true }).waitFor()
    expect([erp.events.size, erp.forged]).toEqual([1, 0])
    await card.getByRole('button', { name: 'Arrêter' }).click()
    await card.getByText('L’exploitant l’a arrêtée').waitFor()
    await browser.keep(page, 'stopped address')
    await card.getByRole('button', { name: 'Supprimer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click()
    await card.waitFor({ state: 'detached' })
    await erp.stop()
  })

  test('from the first key on a key is asked for, and its scopes decide what is offered', async () => {
    const opened = await browser.open()
    await opened.goto(home)
    await opened.getByRole('link', { name: 'invoice-101.pdf' }).waitFor()
    const admin = createKey(run, 'admin')
    await opened.getByRole('link', { name: 'Vue d’ensemble' }).click()
    const question = opened.getByRole('dialog', { name: 'Connexion' })
    await question.getByText('Une première clé d’API existe maintenant').waitFor()
    await browser.keep(opened, 'first key')
    const administration = await browser.open()
    await signIn(administration, home, admin)
    await administration.getByRole('link', { name: 'Webhooks et clés' }).waitFor()
    await administration.goto(`${home}/webhooks?tab=keys`)
    await administration.getByRole('button', { name: 'Nouvelle clé' }).click()
    await administration.getByLabel('Nom').fill('Lecture')
    await administration.getByLabel(/^extract/).uncheck()
    await administration.getByRole('button', { name: 'Créer' }).click()
    const key = await secretOn(administration)
    const page = await browser.open()

    await signIn(page, home, 'iml_wrong')
    await page.getByText('inconnue, expirée ou révoquée').waitFor()
    await signIn(page, home, key)

    await page.getByRole('link', { name: 'invoice-101.pdf' }).waitFor()
    expect(await page.getByText('Glissez des factures ici').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Webhooks et clés' }).count()).toBe(0)
    await page.getByRole('link', { name: 'invoice-101.pdf' }).click()
    await page.getByText('Entrée : champ suivant').waitFor()
    expect(await page.getByText('Ctrl+Entrée : confirmer').count()).toBe(0)
    expect(await page.getByRole('button', { name: /^Dessiner/ }).count()).toBe(0)
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(cookie?.value).not.toContain(key)
  })

  test('who may only send files is offered no document', async () => {
    const page = await browser.open()
    await signIn(page, home, createKey(run, 'extract'))

    await page.locator('input[type=file]').setInputFiles(await invoiceFile(124))

    await page.getByText('1 sur 1 fichiers envoyés').waitFor()
    await page.getByText('invoice-124.pdf').waitFor()
    expect(await page.getByRole('link', { name: 'invoice-124.pdf' }).count()).toBe(0)
    await page.goto(`${home}/documents/job_01kb4c9t3q8v6m2x7r5n0w1ydz`)
    const note = page.getByRole('alert').filter({ hasText: 'ne permet pas de voir cette page' })
    await note.getByText('Il faut une clé qui le permet').waitFor()
    await note.getByText('Détail, en anglais :').waitFor()
    expect(await note.getByRole('button').count()).toBe(0)
    await browser.keep(page, 'not allowed')
  })

  test('who is signed in on a phone has all of the head in sight', async () => {
    const page = await browser.open({ viewport: { width: 360, height: 740 }, isMobile: true })
    await signIn(page, home, createKey(run, 'admin'))
    const signOut = page.getByRole('button', { name: 'Se déconnecter' })
    await signOut.waitFor()
    await browser.keep(page, 'phone signed in', { fullPage: false })

    const { x, width } = (await signOut.boundingBox()) ?? { x: 0, width: 0 }

    expect(width).toBeGreaterThan(24)
    expect(x + width).toBeLessThan(360)
    expect(await violationsOn(new AxeBuilder({ page }).withRules(ofLayout))).toEqual([])
  })

  test('whose session ends, or cannot be read, goes on where she was', async () => {
    const key = createKey(run, 'admin')
    const page = await browser.open()
    await signIn(page, home, key)
    await page.getByRole('link', { name: 'invoice-106.pdf' }).click()
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('MINE-2')
    await untilSeen(page)

    await page.context().clearCookies()
    await page.route('**/dashboard/session', (route) => route.abort())
    await page.keyboard.press('Control+Enter')
    const note = page
      .getByRole('alert')
      .filter({ has: page.getByRole('button', { name: 'Réessayer' }) })
    await note.waitFor()
    await page.unroute('**/dashboard/session')
    await note.getByRole('button', { name: 'Réessayer' }).click()
    const again = page.getByRole('dialog', { name: 'Votre session est terminée' })
    await browser.keep(page, 'session ended')
    expect(await violationsOn(new AxeBuilder({ page }))).toEqual([])
    await again.getByLabel('Clé d’API').fill(key)
    await again.getByRole('button', { name: 'Se connecter' }).click()
    await again.waitFor({ state: 'detached' })

    expect(await number.inputValue()).toBe('MINE-2')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Document confirmé').waitFor()
  })

  test('who signs out stays with her changes where that fails, and goes once they are saved', async () => {
    const page = await browser.open()
    await signIn(page, home, createKey(run, 'admin'))
    const signOut = page.getByRole('button', { name: 'Se déconnecter' })
    const upload = await holdBack(page, '**/extract/batch')
    await page.locator('input[type=file]').setInputFiles(await invoiceFile(122))
    await signOut.click()
    const underWay = page.getByRole('dialog', { name: 'Envoi en cours' })
    await underWay.getByRole('button', { name: 'Annuler' }).click()
    upload()
    await page.getByText('1 sur 1 fichiers envoyés').waitFor()
    await page.getByRole('link', { name: 'invoice-107.pdf' }).click()
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('MINE-3')
    await untilSeen(page)

    await page.route('**/dashboard/session', (route) => route.abort())
    await signOut.click()
    const question = page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' })
    await question.getByRole('button', { name: 'Quitter sans enregistrer' }).click()
    await page.getByRole('alert').filter({ hasText: 'Cela n’a pas marché' }).waitFor()
    await question.waitFor({ state: 'detached' })
    const left = await number.inputValue()
    await page.unroute('**/dashboard/session')
    const send = await holdBack(page, '**/corrections')
    const answer = page.waitForResponse('**/corrections')
    await page.keyboard.press('Control+Enter')
    await signOut.click()
    await page.getByRole('dialog', { name: 'Enregistrement en cours' }).waitFor()
    send()

    await page.getByLabel('Clé d’API').waitFor()
    expect(left).toBe('MINE-3')
    expect((await answer).status()).toBe(200)
  })

  test('who signs out while files are sent and changes unsaved is asked about both, once, and is asked again when she stays', async () => {
    const page = await browser.open()
    await signIn(page, home, createKey(run, 'admin'))
    await holdBack(page, '**/extract/batch')
    await page.locator('input[type=file]').setInputFiles(await invoiceFile(123))
    await page.getByRole('link', { name: 'invoice-107.pdf' }).click()
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('MINE-4')
    await untilSeen(page)
    const question = page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' })
    const askedByBrowser: string[] = []
    page.on('dialog', (dialog) => {
      askedByBrowser.push(dialog.type())
      void dialog.accept()
    })
    const signOut = async (answer: string) => {
      await page.getByRole('button', { name: 'Se déconnecter' }).click()
      const underWay = page.getByRole('dialog', { name: 'Envoi en cours' })
      await underWay.getByRole('button', { name: 'Se déconnecter' }).click()
      await question.getByRole('button', { name: answer }).click()
    }

    await signOut('Rester')
    await question.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await page.getByText('Document confirmé').waitFor()
    await page.getByRole('link', { name: 'Documents', exact: true }).click()
    await page.getByText('0 sur 1 fichiers envoyés').waitFor()
    const isAsked = await isAskedBeforeUnload(page)
    await page.getByRole('link', { name: 'invoice-107.pdf' }).click()
    await number.fill('MINE-5')
    await signOut('Quitter sans enregistrer')

    await page.getByLabel('Clé d’API').waitFor()
    expect(isAsked).toBe(true)
    expect(askedByBrowser).toEqual([])
  })

  test('no page had an error, broke the content security policy or asked outside /dashboard', () => {
    expect(browser.complaints).toEqual([])
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

/** Until a document can be confirmed: its page has been looked at for a moment. */
async function untilSeen(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirmer/, disabled: false }).waitFor()
}

/** Whether all of it is in sight, between the head of the page and the actions. */
async function isBetweenBars(element: Locator): Promise<boolean> {
  const page = element.page()
  const all = [page.getByRole('banner'), element, page.locator('.review-actions')]
  const [head, box, actions] = await Promise.all(all.map((one) => one.boundingBox()))
  if (!head || !box || !actions) throw new Error('One of them is not drawn')
  return head.y + head.height <= box.y && box.y + box.height <= actions.y
}

/** Whether the browser would ask before the tab is closed. */
async function isAskedBeforeUnload(page: Page): Promise<boolean> {
  return page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
}

type Held = { method?: string; end?: (route: Route) => Promise<void> }

/** Holds back what the page asks for at these addresses, until the function that comes back is called. */
async function holdBack(
  page: Page,
  addresses: string,
  { method, end = (route) => route.continue() }: Held = {},
): Promise<() => void> {
  const { promise: isFree, resolve } = Promise.withResolvers<void>()
  await page.route(addresses, async (route) => {
    if (method !== undefined && route.request().method() !== method) return route.fallback()
    await isFree
    return end(route)
  })
  return resolve
}

/** A document in which nothing is found, which waits for a person. */
function letter(words: string) {
  return { filename: `${words}.pdf`, bytes: pageOfText([words]) }
}

async function invoiceFile(seed: number) {
  const { filename, bytes } = await textInvoice(seed)
  return { name: filename, mimeType: 'application/pdf', buffer: Buffer.from(bytes) }
}

async function drag(
  page: Page,
  box: { x: number; y: number; width: number; height: number } | null,
) {
  if (!box) throw new Error('There is no box to draw again')
  const margin = 4
  await page.mouse.move(box.x - margin, box.y - margin)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width + margin, box.y + box.height + margin, { steps: 5 })
  await page.mouse.up()
}

/** What a narrow screen can change: tables that stand as lists, buttons without words, what hides behind a menu. */
const ofLayout = [
  'aria-hidden-focus',
  'button-name',
  'empty-table-header',
  'label',
  'landmark-one-main',
  'link-name',
  'list',
  'listitem',
  'meta-viewport',
  'page-has-heading-one',
  'scrollable-region-focusable',
  'target-size',
  'td-headers-attr',
  'th-has-data-cells',
]

/** Every page by its path, and a name for its picture, that of a document with one that was read and one that failed. */
async function everyPage(run: TestPlatform): Promise<{ path: string; name: string }[]> {
  const [read, failed] = [await firstJob(run, 'completed'), await firstJob(run, 'failed')]
  const plain = ['documents', 'overview', 'models', 'webhooks', 'webhooks?tab=keys']
  return [
    ...plain.map((path) => ({ path, name: path })),
    { path: `documents/${read.job_id}`, name: 'documents read' },
    { path: `documents/${failed.job_id}`, name: 'documents failed' },
  ]
}

async function violationsOn(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  )
}

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

async function signIn(page: Page, home: string, key: string): Promise<void> {
  await page.goto(home)
  await page.getByLabel('Clé d’API').fill(key)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** The secret that a page shows this once. */
async function secretOn(page: Page): Promise<string> {
  return (await page.locator('.secret').textContent()) ?? ''
}

async function firstJob({ client }: TestPlatform, status: Job['status']): Promise<Job> {
  const { data } = await client.http.get('/jobs', { params: { status, limit: 1 } })
  return data.jobs[0]
}

async function jobNamed({ client }: TestPlatform, text: string): Promise<Job> {
  const { data } = await client.http.get('/jobs', { params: { text } })
  return data.jobs[0]
}

/** As `npm run api-key` makes the first one. */
function createKey({ platform }: TestPlatform, scopes: string): string {
  const program = join(root, 'infra', 'local', 'api-key.ts')
  const args = [program, 'create', '--name', 'first', '--scopes', scopes]
  const env = { ...process.env, DATABASE_URL: platform.databaseUrl }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
