import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { describeDashboard } from '../support/dashboard.ts'
import { holdBack, invoiceFile, violationsOn } from '../support/dashboard-page.ts'
import { textInvoice } from '../support/invoices.ts'
import { until } from '../support/wait.ts'
import { zipOf } from '../support/zip.ts'

const locked = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'encrypted.pdf'))

describeDashboard('the documents of the dashboard', (dashboard) => {
  // Before the others, which send something.
  test('who has nothing yet reads the sample invoice by one click', async () => {
    const page = await dashboard.open()
    await page.goto(dashboard.home)
    await page.getByText('Aucun document pour l’instant').waitFor()

    await page.getByRole('button', { name: 'facture d’exemple' }).click()

    await page.getByRole('row', { name: /sample-invoice\.pdf.*Lu/ }).waitFor()
  })

  test('ten files that are dropped together are read, and the list follows by itself', async () => {
    const page = await dashboard.open()
    await page.goto(dashboard.home)
    const files = await Promise.all([101, 102, 103, 104, 105, 106, 107, 108, 109].map(invoiceFile))

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

  test('a file is saved by its name, and what one lacks is told in words', async () => {
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(110))
    const wrong = { fields: [{ label: 'montant_ttc', value: '1234.56 EUR' }] }
    await dashboard.client.http.put(`/jobs/${job_id}/corrections`, wrong)
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents?text=invoice-110`)
    await page.getByRole('link', { name: 'invoice-110.pdf' }).click()
    const open = () => page.getByRole('button', { name: 'Télécharger' }).click()

    await open()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ])
    await open()
    await page.getByRole('menuitem', { name: 'UBL' }).click()

    expect(file.suggestedFilename()).toBe('invoice-110.csv')
    await page.getByRole('alert').filter({ hasText: 'Corrigez d’abord ce qui manque' }).waitFor()
  })

  test('who looks for what failed is told why, and what to do', async () => {
    await extractToTheEnd(dashboard.client, { filename: 'verrouille.pdf', bytes: locked })
    const page = await dashboard.open()
    await page.goto(dashboard.home)
    await page.getByRole('combobox', { name: 'État' }).click()
    await page.getByRole('option', { name: 'Échec' }).click()

    await page.getByRole('button', { name: 'Exporter', disabled: true }).waitFor()
    await page.getByText('Seul ce qui est lu s’exporte').waitFor()
    await page.getByRole('link', { name: 'verrouille.pdf' }).click()

    const note = page.getByRole('alert').filter({ hasText: 'n’a pas pu être lu' })
    await note.waitFor()
    expect(await note.textContent()).toContain('retirez le mot de passe')
    const help = await note.getByRole('link').getAttribute('href')
    expect((await page.request.get(new URL(help ?? '', dashboard.home).href)).status()).toBe(200)
  })

  test('a day is typed as the page writes it', async () => {
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents`)
    const since = page.getByLabel('Déposés depuis')

    await since.fill('hier')
    await since.press('Enter')
    await page.getByText('attendu : une date').waitFor()
    expect(await violationsOn(page, ['color-contrast'])).toEqual([])
    await since.fill('15 janvier 2026')
    await since.press('Enter')

    await page.waitForURL(/since=2026-01-15/)
    await until('it is written so', async () => (await since.inputValue()) === '15/01/2026')
  })

  test('what another client does shows without reloading', async () => {
    await extractToTheEnd(dashboard.client, await textInvoice(111))
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents`)
    const search = page.getByRole('searchbox')
    await search.fill('invoice-111')
    await page.waitForURL(/text=invoice-111/)
    await page.getByRole('link', { name: 'Documents' }).click()
    await until('nothing is searched for', async () => (await search.inputValue()) === '')
    await page.getByRole('link', { name: 'invoice-111.pdf' }).waitFor()

    await dashboard.client.extract(await textInvoice(112))

    await page.getByRole('link', { name: 'invoice-112.pdf' }).waitFor()
  })

  test('who has a document deleted goes elsewhere meanwhile, and is told there what went wrong', async () => {
    await extractToTheEnd(dashboard.client, await textInvoice(113))
    const { job_id } = await extractToTheEnd(dashboard.client, await textInvoice(120))
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/documents/${job_id}`)
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
    await page.getByRole('link', { name: 'invoice-113.pdf' }).click()
    await page.getByRole('heading', { name: 'invoice-113.pdf' }).waitFor()
    send()

    expect((await answer).status()).toBe(204)
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
    expect(await page.getByRole('heading', { name: 'invoice-113.pdf' }).count()).toBe(1)
  })
})
