import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { describeDashboard } from '../support/dashboard.ts'
import { holdBack, isBetweenBars, untilSeen, violationsOn } from '../support/dashboard-page.ts'
import { textInvoice } from '../support/invoices.ts'
import { letter } from '../support/pdf.ts'
import { until } from '../support/wait.ts'

const sample = join(import.meta.dirname, '..', '..', 'docs', 'sample-invoice.pdf')

describeDashboard('the review of the dashboard', (dashboard) => {
  test('a wrong total that is corrected by keyboard stands in the export', async () => {
    await extractToTheEnd(dashboard.client, await textInvoice(101))
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents?text=invoice-101`)
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
    const address = `${dashboard.home}/api/exports?format=csv&dialect=excel-fr&text=invoice-101`
    const csv = await (await page.request.get(address)).text()
    expect(csv).toContain('1234,56')
  })

  test('what is typed stays when somebody else corrects the document, and is set upon it', async () => {
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(105))
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents/${job_id}`)
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('MINE-1')

    await page.getByRole('link', { name: 'Vue d’ensemble' }).click()
    const question = page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' })
    await question.getByRole('button', { name: 'Rester' }).click()
    await question.waitFor({ state: 'detached' })
    const elsewhere = { fields: [{ label: 'montant_ttc', value: '4321.00 EUR' }] }
    await dashboard.client.http.put(`/jobs/${job_id}/corrections`, elsewhere)
    await page.getByRole('alert').filter({ hasText: 'corrigé ailleurs' }).waitFor()
    expect(await number.inputValue()).toBe('MINE-1')
    await dashboard.keep(page, 'corrected elsewhere')
    expect(await violationsOn(page)).toEqual([])
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
    const upload = { filename: 'sample-invoice.pdf', bytes: readFileSync(sample) }
    const { job_id } = await extractToTheEnd(dashboard.client, upload)
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents/${job_id}`)
    const field = page.locator('input[data-field]:focus')
    await field.waitFor()
    await dashboard.keep(page, 'first doubt', { fullPage: false })

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

  test('a field that one types into stays in sight when the phone is turned', async () => {
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(102))
    const page = await dashboard.open({ viewport: { width: 360, height: 740 }, isMobile: true })
    await page.goto(`${dashboard.home}/documents/${job_id}`)
    const number = page.getByLabel('N° de facture', { exact: true })
    await number.fill('F-1')

    await page.setViewportSize({ width: 740, height: 360 })

    await until('it is between the bars', () => isBetweenBars(number))
  })

  test('who knows a document confirms it with one key, which confirms no other while it is held', async () => {
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(104))
    await extractToTheEnd(dashboard.client, letter('Merci'))
    const page = await dashboard.open()
    const confirmed: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT') confirmed.push(new URL(request.url()).pathname)
    })
    const json = { code: 'overloaded', title: '', status: 503 }
    const headers = { 'Retry-After': '0' }
    await page.route('**/pages/1', (route) => route.fulfill({ status: 503, headers, json }))
    await page.goto(`${dashboard.home}/review/${job_id}`)
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
    for (const words of ['Bonjour', 'Bonsoir'])
      await extractToTheEnd(dashboard.client, letter(words))
    const page = await dashboard.open()
    const review = page.getByRole('link', { name: 'Relecture' })
    const open = async () => {
      await review.click()
      await page.waitForURL(/review\/job_/)
      return new URL(page.url()).pathname.split('/').at(-1) ?? ''
    }

    await page.goto(dashboard.home)
    const confirmed = await open()
    await page.getByRole('link', { name: 'Documents', exact: true }).click()
    await page.getByRole('link', { name: 'Bonjour.pdf' }).waitFor()
    await dashboard.client.http.put(`/jobs/${confirmed}/corrections`, { fields: [] })
    const deleted = await open()
    await page.getByLabel('N° de facture', { exact: true }).fill('MINE-6')
    await dashboard.client.http.delete(`/jobs/${deleted}`)
    await page.getByRole('alert').filter({ hasText: 'n’existe plus' }).waitFor()
    await dashboard.keep(page, 'deleted elsewhere')

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
})
