import { freePort } from '@invoice-ml/testing/ports'
import { expect, test } from 'vitest'
import { describeDashboard } from '../support/dashboard.ts'
import { secretOn } from '../support/dashboard-page.ts'
import { createErpStub } from '../support/erp-stub.ts'

describeDashboard('the webhooks of the dashboard', (dashboard) => {
  test('an address that is added by the form is sent a trial, which its log shows as received', async () => {
    const erp = createErpStub(await freePort())
    await erp.listen()
    const page = await dashboard.open()
    await page.goto(`${dashboard.home}/webhooks`)

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
    await dashboard.keep(page, 'stopped address')
    await card.getByRole('button', { name: 'Supprimer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click()
    await card.waitFor({ state: 'detached' })
    await erp.stop()
  })
})
