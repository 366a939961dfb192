import type { DetectorLabel } from '@invoice-ml/contracts'
import type { Vat } from './amounts.ts'
import { type Block, type Draft, money } from './draft.ts'
import { formatRate, symbolOf } from './format.ts'
import { fitted } from './parties.ts'
import type { Span } from './sheet.ts'

type Entry = { caption: Span[]; cents: number; label: DetectorLabel | undefined; isLast: boolean }

function entriesOf(draft: Draft): Entry[] {
  const { invoice, layout } = draft
  const { say, totals } = layout
  const entries: Entry[] = []
  const add = (caption: string | Span[], cents: number, label?: DetectorLabel) =>
    entries.push({
      caption: typeof caption === 'string' ? [{ text: caption }] : caption,
      cents,
      label,
      isLast: false,
    })
  const hasExtras = invoice.discountCents > 0 || invoice.shippingCents > 0
  if (totals.onlyPayable && !hasExtras && invoice.vatCents + invoice.depositCents === 0) {
    add(say.payable, invoice.grossCents, 'montant_ttc')
    return entries.map((entry) => ({ ...entry, isLast: true }))
  }
  // Where nothing is added or taken off, a printed sub-total is the net total in other words.
  if (hasExtras || layout.shows.subtotal)
    add(say.subtotal, invoice.linesCents, hasExtras ? undefined : 'montant_ht')
  if (invoice.discountCents > 0) add(say.discount, -invoice.discountCents, 'remise')
  if (invoice.shippingCents > 0) add(say.shipping, invoice.shippingCents, 'frais_port')
  if (hasExtras || !layout.shows.subtotal) add(say.net, invoice.netCents, 'montant_ht')
  for (const entry of vatEntries(draft)) add(entry.caption, entry.cents, entry.label)
  add(
    totals.currencyInCaption
      ? [{ text: `${say.gross} (` }, { text: invoice.currency, label: 'devise' }, { text: ')' }]
      : say.gross,
    invoice.grossCents,
    'montant_ttc',
  )
  if (invoice.depositCents > 0)
    add(
      say.deposit,
      layout.variant('entriesOf', 2) === 0 ? -invoice.depositCents : invoice.depositCents,
      'acompte',
    )
  if (invoice.depositCents > 0 || layout.variant('entriesOf 2', 5) === 0)
    add(say.payable, invoice.payableCents, 'net_a_payer')
  return entries.map((entry, index) => ({ ...entry, isLast: index === entries.length - 1 }))
}

function vatEntries(
  draft: Draft,
): { caption: Span[]; cents: number; label: DetectorLabel | undefined }[] {
  const { invoice, layout } = draft
  const { say, totals } = layout
  const [first] = invoice.vats
  if (!totals.perRate || !first)
    return [{ caption: [{ text: say.vatTotal }], cents: invoice.vatCents, label: 'montant_tva' }]
  const rows = invoice.vats.map((vat) => ({
    caption: rateCaption(draft, vat),
    cents: vat.amountCents,
    label: invoice.vats.length === 1 ? ('montant_tva' as const) : undefined,
  }))
  return rows.length > 1 && layout.variant('vatEntries', 2) === 0
    ? [
        ...rows,
        { caption: [{ text: say.vatTotal }], cents: invoice.vatCents, label: 'montant_tva' },
      ]
    : rows
}

function rateCaption(draft: Draft, vat: Vat): Span[] {
  const { layout } = draft
  const rate: Span = { text: rateText(draft, vat), label: 'taux_tva' }
  const wordings: Span[][] = [
    [{ text: `${layout.say.vat} ` }, rate],
    [{ text: `${layout.say.vat} (` }, rate, { text: ')' }],
    [rate, { text: ` ${layout.say.vat}` }],
    [{ text: `${layout.say.vat} ` }, rate, { text: ` (${money(draft, vat.baseCents)})` }],
  ]
  return wordings[layout.variant('rateCaption', wordings.length)] ?? []
}

/** A rate as the layout prints it. */
export function rateText({ layout }: Draft, vat: Vat): string {
  return formatRate(vat.rateHundredths, layout.money.decimal, {
    fixed: layout.variant('rateText', 3) === 0,
    sign: layout.variant('rateText 2', 2) === 0 ? ' %' : '%',
  })
}

/** The sums of the document in the layout's form. */
export function totalsBlock(draft: Draft): Block {
  const { totals } = draft.layout
  const entries = entriesOf(draft)
  if (totals.form === 'row' || totals.form === 'columns')
    return (x, y, width) => acrossBlock(draft, entries, { x, y, width })
  return (x, y, width) => listBlock(draft, entries, { x, y, width })
}

type Place = { x: number; y: number; width: number }

function listBlock(draft: Draft, entries: Entry[], { x, y, width }: Place): number {
  const { sheet, layout } = draft
  const { frame, tight, gap } = layout.totals
  const rowHeight = sheet.lineHeight() + (frame === 'grid' ? 5 : 3) + gap
  if (frame === 'box')
    sheet.rect(
      { x, y, width, height: entries.length * rowHeight + 4 },
      { stroke: '#444', radius: layout.variant('list', 2) === 0 ? 5 : 0 },
    )
  entries.forEach((entry, index) => {
    const top = y + 2 + index * rowHeight
    const strong =
      entry.isLast || (entry.label === 'montant_ttc' && layout.variant('list 2', 2) === 0)
    const isFilled = entry.isLast && frame === 'lastFilled'
    if (isFilled) sheet.rect({ x, y: top - 1, width, height: rowHeight }, { fill: layout.accent })
    if (frame === 'grid')
      sheet.rect({ x, y: top - 1, width, height: rowHeight }, { stroke: '#777', lineWidth: 0.4 })
    if (frame === 'rules')
      sheet.line(x, top + rowHeight - 1.5, x + width, top + rowHeight - 1.5, {
        color: '#aaa',
        lineWidth: 0.5,
      })
    const style = {
      weight: strong ? ('bold' as const) : ('regular' as const),
      color: isFilled ? '#fff' : '#000',
    }
    const value: Span = { text: money(draft, entry.cents), label: entry.label, ...style }
    const caption = entry.caption.map((span) => ({ ...style, ...span }))
    const place = { x: x + 4, y: top + (frame === 'grid' ? 1 : 0) + gap / 2, width: width - 8 }
    if (tight)
      fitted(draft, [...caption, { text: `${layout.colon} `, ...style }, value], {
        ...place,
        align: 'right',
      })
    else {
      fitted(draft, [...caption, { text: layout.colon, ...style }], {
        ...place,
        width: place.width * 0.58,
        align: layout.variant('list 3', 4) === 0 ? 'right' : 'left',
      })
      fitted(draft, [value], {
        ...place,
        x: place.x + place.width * 0.6,
        width: place.width * 0.4,
        align: 'right',
      })
    }
  })
  return y + entries.length * rowHeight + 6
}

/** Captions in one row, the amounts below them. */
function acrossBlock(draft: Draft, entries: Entry[], { x, y, width }: Place): number {
  const { sheet, layout, invoice } = draft
  const rowHeight = sheet.lineHeight() + 5
  const cell = width / entries.length
  sheet.rect({ x, y, width, height: rowHeight }, { fill: layout.tint })
  sheet.rect({ x, y, width, height: 2 * rowHeight }, { stroke: '#555', lineWidth: 0.5 })
  entries.forEach((entry, index) => {
    const left = x + index * cell
    if (index > 0) sheet.line(left, y, left, y + 2 * rowHeight, { color: '#555', lineWidth: 0.5 })
    const weight = entry.isLast ? 'bold' : 'regular'
    fitted(draft, entry.caption, {
      x: left + 3,
      y: y + 2.5,
      width: cell - 6,
      align: 'center',
      weight: 'bold',
    })
    fitted(draft, [{ text: money(draft, entry.cents), label: entry.label }], {
      x: left + 3,
      y: y + rowHeight + 2.5,
      width: cell - 6,
      align: layout.variant('across', 2) === 0 ? 'center' : 'right',
      weight,
    })
  })
  return y + 2 * rowHeight + (symbolOf(invoice.currency) === '' ? 0 : 4)
}

/** Base and tax of each rate; with one rate only its amounts are the document's. */
export function breakdownBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const single = invoice.vats.length === 1
  return (x, y, width) => {
    const rowHeight = sheet.lineHeight() + 3
    const cell = width / 3
    const headings = [layout.say.rate, layout.say.base, layout.say.vatTotal]
    const order = layout.variant('breakdown', 2) === 0 ? [0, 1, 2] : [1, 0, 2]
    sheet.rect({ x, y, width, height: rowHeight }, { fill: layout.tint })
    const place = (column: number, top: number) => ({
      x: x + order.indexOf(column) * cell + 3,
      y: top + 1.5,
      width: cell - 6,
      align: 'right' as const,
    })
    for (const [column, heading] of headings.entries())
      fitted(draft, [{ text: heading, weight: 'bold' }], place(column, y))
    invoice.vats.forEach((vat, index) => {
      const top = y + (index + 1) * rowHeight
      fitted(draft, [{ text: rateText(draft, vat), label: 'taux_tva' }], place(0, top))
      fitted(
        draft,
        [{ text: money(draft, vat.baseCents), label: single ? 'montant_ht' : undefined }],
        place(1, top),
      )
      fitted(
        draft,
        [{ text: money(draft, vat.amountCents), label: single ? 'montant_tva' : undefined }],
        place(2, top),
      )
      if (layout.variant('breakdown 2', 3) === 0)
        sheet.line(x, top + rowHeight, x + width, top + rowHeight, {
          color: '#999',
          lineWidth: 0.4,
        })
    })
    return y + (invoice.vats.length + 1) * rowHeight + 4
  }
}
