import type { Messages } from './messages/fr/fr.ts'

/** What the platform names by its place in a request or an extraction, as the page calls it; the place itself where it has no name. */
export function describePath(path: string, text: Messages): string {
  const { review, webhooks, fields } = text
  const place = path.replace(/^(body|query|path)\./, '')
  const [, table, row, column = ''] = /^(lines|vat_breakdown)\.(\d+)\.(\w+)$/.exec(place) ?? []
  const cell = table === 'lines' ? review.lineCell : review.vatCell
  if (table !== undefined) return cell(columnsOf(table, text)[column] ?? column, Number(row) + 1)
  const names: Record<string, string> = {
    ...fields,
    fields: review.fields,
    lines: review.lines,
    vat_breakdown: review.vat,
    url: webhooks.url,
    description: webhooks.description,
    events: webhooks.events,
    name: webhooks.keyName,
    scopes: webhooks.keyScopes,
    expires_at: webhooks.keyExpires,
  }
  return names[place] ?? place
}

function columnsOf(table: string, { review }: Messages): Record<string, string> {
  return table === 'lines'
    ? {
        description: review.description,
        quantity: review.quantity,
        unit_price: review.unitPrice,
        vat_rate: review.vatRate,
        amount: review.amount,
      }
    : { rate: review.vatRate, base: review.vatBase, amount: review.vatAmount }
}
