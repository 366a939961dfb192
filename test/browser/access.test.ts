import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { type Dashboard, describeDashboard } from '../support/dashboard.ts'
import {
  holdBack,
  invoiceFile,
  rulesOfLayout,
  secretOn,
  untilSeen,
  violationsOn,
} from '../support/dashboard-page.ts'
import { textInvoice } from '../support/invoices.ts'

const keyProgram = join(import.meta.dirname, '..', '..', 'infra', 'local', 'api-key.ts')

describeDashboard('the access to the dashboard', (dashboard) => {
  // While there is no key, nobody needs one.
  beforeAll(async () => {
    for (const seed of [101, 106, 107, 108])
      await extractToTheEnd(dashboard.client, await textInvoice(seed))
  })

  // Before the others, which make keys.
  test('from the first key on a key is asked for, and its scopes decide what is offered', async () => {
    const opened = await dashboard.open()
    await opened.goto(dashboard.home)
    await opened.getByRole('link', { name: 'invoice-101.pdf' }).waitFor()
    const admin = createKey(dashboard, 'admin')
    await opened.getByRole('link', { name: 'Vue d’ensemble' }).click()
    const question = opened.getByRole('dialog', { name: 'Connexion' })
    await question.getByText('Une première clé d’API existe maintenant').waitFor()
    await dashboard.keep(opened, 'first key')
    const administration = await dashboard.open()
    await signIn(administration, dashboard.home, admin)
    await administration.getByRole('link', { name: 'Webhooks et clés' }).waitFor()
    await administration.goto(`${dashboard.home}/webhooks?tab=keys`)
    await administration.getByRole('button', { name: 'Nouvelle clé' }).click()
    await administration.getByLabel('Nom').fill('Lecture')
    await administration.getByLabel(/^extract/).uncheck()
    await administration.getByRole('button', { name: 'Créer' }).click()
    const key = await secretOn(administration)
    const page = await dashboard.open()

    await signIn(page, dashboard.home, 'iml_wrong')
    await page.getByText('inconnue, expirée ou révoquée').waitFor()
    await signIn(page, dashboard.home, key)

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
    const page = await dashboard.open()
    await signIn(page, dashboard.home, createKey(dashboard, 'extract'))

    await page.locator('input[type=file]').setInputFiles(await invoiceFile(124))

    await page.getByText('1 sur 1 fichiers envoyés').waitFor()
    await page.getByText('invoice-124.pdf').waitFor()
    expect(await page.getByRole('link', { name: 'invoice-124.pdf' }).count()).toBe(0)
    await page.goto(`${dashboard.home}/documents/job_01kb4c9t3q8v6m2x7r5n0w1ydz`)
    const note = page.getByRole('alert').filter({ hasText: 'ne permet pas de voir cette page' })
    await note.getByText('Il faut une clé qui le permet').waitFor()
    await note.getByText('Détail, en anglais :').waitFor()
    expect(await note.getByRole('button').count()).toBe(0)
    await dashboard.keep(page, 'not allowed')
  })

  test('who is signed in on a phone has all of the head in sight', async () => {
    const page = await dashboard.open({ viewport: { width: 360, height: 740 }, isMobile: true })
    await signIn(page, dashboard.home, createKey(dashboard, 'admin'))
    const signOut = page.getByRole('button', { name: 'Se déconnecter' })
    await signOut.waitFor()
    await dashboard.keep(page, 'phone signed in', { fullPage: false })

    const { x, width } = (await signOut.boundingBox()) ?? { x: 0, width: 0 }

    expect(width).toBeGreaterThan(24)
    expect(x + width).toBeLessThan(360)
    expect(await violationsOn(page, rulesOfLayout)).toEqual([])
  })

  test('whose session ends, or cannot be read, goes on where she was', async () => {
    const key = createKey(dashboard, 'admin')
    const page = await dashboard.open()
    await signIn(page, dashboard.home, key)
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
    await dashboard.keep(page, 'session ended')
    expect(await violationsOn(page)).toEqual([])
    await again.getByLabel('Clé d’API').fill(key)
    await again.getByRole('button', { name: 'Se connecter' }).click()
    await again.waitFor({ state: 'detached' })

    expect(await number.inputValue()).toBe('MINE-2')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Document confirmé').waitFor()
  })

  test('who signs out stays with her changes where that fails, and goes once they are saved', async () => {
    const page = await dashboard.open()
    await signIn(page, dashboard.home, createKey(dashboard, 'admin'))
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
    const page = await dashboard.open()
    await signIn(page, dashboard.home, createKey(dashboard, 'admin'))
    await holdBack(page, '**/extract/batch')
    await page.locator('input[type=file]').setInputFiles(await invoiceFile(123))
    await page.getByRole('link', { name: 'invoice-108.pdf' }).click()
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
    await page.getByRole('link', { name: 'invoice-108.pdf' }).click()
    await number.fill('MINE-5')
    await signOut('Quitter sans enregistrer')

    await page.getByLabel('Clé d’API').waitFor()
    expect(isAsked).toBe(true)
    expect(askedByBrowser).toEqual([])
  })
})

/** Whether the browser would ask before the tab is closed. */
async function isAskedBeforeUnload(page: Page): Promise<boolean> {
  return page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
}

async function signIn(page: Page, home: string, key: string): Promise<void> {
  await page.goto(home)
  await page.getByLabel('Clé d’API').fill(key)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** As `npm run api-key` makes the first one. */
function createKey({ databaseUrl }: Dashboard, scopes: string): string {
  const args = [keyProgram, 'create', '--name', 'first', '--scopes', scopes]
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
