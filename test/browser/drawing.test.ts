import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { describeDashboard } from '../support/dashboard.ts'
import { holdBack, isBetweenBars, untilSeen } from '../support/dashboard-page.ts'
import { textInvoice } from '../support/invoices.ts'
import { letter } from '../support/pdf.ts'
import { until } from '../support/wait.ts'

describeDashboard('the boxes of the dashboard', (dashboard) => {
  test('a box that is drawn reads its words again', async () => {
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(102))
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents/${job_id}`)
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
    const { job_id } = await extractToTheEnd(dashboard.client, letter('Merci'))
    const page = await dashboard.open({ viewport: { width: 740, height: 640 } })
    await page.goto(`${dashboard.home}/documents/${job_id}`)
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
    const upload = await textInvoice(121, 'many pages')
    const { job_id } = await extractToTheEnd(dashboard.client, upload)
    const page = await dashboard.open()
    const send = await holdBack(page, '**/words')
    await page.goto(`${dashboard.home}/documents/${job_id}`)
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

  test('on a phone a box is drawn where the page is in sight, and given up by finger', async () => {
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(103))
    const upright = { width: 360, height: 740 }
    const page = await dashboard.open({ viewport: upright, isMobile: true, hasTouch: true })
    await page.goto(`${dashboard.home}/documents/${job_id}`)
    await untilSeen(page)
    const draw = page.getByRole('button', { name: 'Dessiner le cadre de « Client »' })
    const box = page.locator('.page-canvas div.box')
    const view = page.getByRole('region', { name: /^Page / })

    const inSight: boolean[] = []
    for (const viewport of [upright, { width: 740, height: 360 }]) {
      await page.setViewportSize(viewport)
      await draw.tap()
      await box.waitFor()
      await dashboard.keep(page, `phone drawing ${viewport.width}`, { fullPage: false })
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
})

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
