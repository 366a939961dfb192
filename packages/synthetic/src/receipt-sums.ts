import type { DetectorLabel } from '@invoice-ml/contracts'
import { type Block, type Draft, money } from './draft.ts'
import { fitted } from './parties.ts'
import { rule } from './receipt-rule.ts'
import type { Span } from './sheet.ts'
import { rateText } from './totals.ts'

type Row = { caption: Span[]; cents: number; label?: DetectorLabel; isLarge?: true }

/** The sums of a receipt; cash, change and the tax table around the total are traps. */
export function receiptSumsBlock(draft: Draft): Block {
  const { sheet, layout, invoice, random } = draft
  const { say } = layout
  const total: Row = {
    caption: [{ text: say.total }],
    cents: invoice.grossCents,
    label: 'montant_ttc',
    isLarge: true,
  }
  const paid = paidCents(draft)
  const rows: Row[] = [...taxRows(draft), total, { caption: [{ text: say.cash }], cents: paid }]
  if (paid > invoice.grossCents || layout.variant('change', 3) === 0)
    rows.push({ caption: [{ text: say.change }], cents: paid - invoice.grossCents })
  return (x, top, width) => {
    let y = top
    if (layout.variant('count', 4) === 0)
      y = sheet.text(`${say.quantity}${layout.colon} ${invoice.items.length}`, { x, y, width })
    for (const row of rows) y = sumRow(draft, row)(x, y, width)
    y = rule(draft, x, y + 2, width)
    if (showsSummary(draft)) y = rule(draft, x, summary(draft)(x, y, width) + 2, width)
    if (layout.variant('card', 4) === 0)
      y = sheet.text(`**** **** **** ${random.digits(4)}  ${random.digits(6)}`, { x, y, width })
    for (const line of sheet.wrap(say.thanks, width))
      y = sheet.text(line, { x, y: y + 2, width, align: 'center' })
    return y
  }
}

function hasTax({ invoice, layout }: Draft): boolean {
  return invoice.vatCents > 0 && layout.variant('receipt tax', 4) !== 0
}

function showsSummary(draft: Draft): boolean {
  return hasTax(draft) && draft.layout.variant('summary', 5) < 2
}

function taxRows(draft: Draft): Row[] {
  const { invoice, layout } = draft
  const { say } = layout
  const [vat] = invoice.vats
  const subtotal: Row[] =
    layout.variant('receipt subtotal', 4) === 0
      ? [{ caption: [{ text: say.subtotal }], cents: invoice.linesCents }]
      : []
  const rounding: Row[] =
    layout.country === 'MY' && layout.variant('rounding', 2) === 0
      ? [{ caption: [{ text: 'Rounding Adj' }], cents: 0 }]
      : []
  if (!vat || !hasTax(draft) || layout.variant('receipt rows', 5) < 2)
    return [...subtotal, ...rounding]
  const tax: Row = {
    caption: [{ text: `${say.vat} ` }, { text: rateText(draft, vat), label: 'taux_tva' }],
    cents: invoice.vatCents,
    label: 'montant_tva',
  }
  return [
    ...subtotal,
    { caption: [{ text: say.net }], cents: invoice.netCents, label: 'montant_ht' },
    tax,
    ...rounding,
  ]
}

/** What the customer gave: the exact sum, or the next banknote. */
function paidCents({ invoice, layout }: Draft): number {
  const note = [1, 500, 1000, 5000][layout.variant('note', 4)] ?? 1
  return Math.ceil(invoice.grossCents / note) * note
}

function sumRow(draft: Draft, { caption, cents, label, isLarge }: Row): Block {
  const { sheet, layout } = draft
  const weight = isLarge && layout.variant('total weight', 4) !== 0 ? 'bold' : 'regular'
  const size = isLarge && layout.variant('total size', 2) === 0 ? sheet.size * 1.4 : sheet.size
  const value = money(draft, cents)
  return (x, y, width) => {
    const valueWidth = sheet.widthOf(value, size, weight)
    fitted(draft, [...caption, { text: layout.colon }], {
      x,
      y,
      width: width - valueWidth - 6,
      size,
      weight,
    })
    return sheet.text([{ text: value, label }], { x, y, width, align: 'right', size, weight })
  }
}

/** Code, base and tax of the one rate, as tills print it at the end. */
function summary(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const [vat] = invoice.vats
  return (x, top, width) => {
    const heading = layout.country === 'MY' ? 'GST Summary' : layout.say.rate
    sheet.text(heading, { x, y: top })
    sheet.text(layout.say.base, { x, y: top, width: width * 0.7, align: 'right' })
    const y = sheet.text(layout.say.vat, { x, y: top, width, align: 'right' })
    if (!vat) return y
    const code = layout.variant('tax code', 2) === 0 ? 'SR (' : 'A ('
    sheet.text([{ text: code }, { text: rateText(draft, vat), label: 'taux_tva' }, { text: ')' }], {
      x,
      y,
    })
    sheet.text([{ text: money(draft, invoice.netCents, true), label: 'montant_ht' }], {
      x,
      y,
      width: width * 0.7,
      align: 'right',
    })
    return sheet.text([{ text: money(draft, invoice.vatCents, true), label: 'montant_tva' }], {
      x,
      y,
      width,
      align: 'right',
    })
  }
}
