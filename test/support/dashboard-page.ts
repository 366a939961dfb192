import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page, Route } from 'playwright-core'
import { textInvoice } from './invoices.ts'

/** What a narrow screen can change: tables that stand as lists, buttons without words, what hides behind a menu. */
export const rulesOfLayout = [
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

/** What axe finds on a page, by all of its rules or by these. */
export async function violationsOn(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  )
}

/** Until a document can be confirmed: its page has been looked at for a moment. */
export async function untilSeen(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirmer/, disabled: false }).waitFor()
}

/** Whether all of it is in sight, between the head of the page and the actions. */
export async function isBetweenBars(element: Locator): Promise<boolean> {
  const page = element.page()
  const all = [page.getByRole('banner'), element, page.locator('.review-actions')]
  const [head, box, actions] = await Promise.all(all.map((one) => one.boundingBox()))
  if (!head || !box || !actions) throw new Error('One of them is not drawn')
  return head.y + head.height <= box.y && box.y + box.height <= actions.y
}

type Held = { method?: string; end?: (route: Route) => Promise<void> }

/** Holds back what the page asks for at these addresses, until the function that comes back is called. */
export async function holdBack(
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

/** The secret that a page shows this once. */
export async function secretOn(page: Page): Promise<string> {
  return (await page.locator('.secret').textContent()) ?? ''
}

/** An invoice, as somebody chooses it from a folder. */
export async function invoiceFile(seed: number) {
  const { filename, bytes } = await textInvoice(seed)
  return { name: filename, mimeType: 'application/pdf', buffer: Buffer.from(bytes) }
}
