import { type Draft, dateText, money } from './draft.ts'
import { formatQuantity } from './format.ts'
import { addressLines } from './parties.ts'
import type { Span } from './sheet.ts'
import { rateText } from './totals.ts'

/** Draws a till receipt: one narrow page. Returns how many points of paper it needs. */
export function drawReceipt(draft: Draft): number {
  const { sheet, layout } = draft
  sheet.newPage()
  const x = 12
  const width = sheet.width - 24
  const end = receiptEnd(
    draft,
    x,
    receiptBody(draft, x, receiptHead(draft, x, 16, width), width),
    width,
  )
  if (layout.shows.watermark) sheet.line(x, end, x + width, end, { dash: 2 })
  return end + 20
}

function receiptHead(draft: Draft, x: number, top: number, width: number): number {
  const { sheet, layout, invoice } = draft
  const { supplier } = invoice
  const align = layout.variant('receiptHead', 5) === 0 ? 'left' : 'center'
  const large = sheet.size * (layout.variant('receiptHead 2', 3) === 0 ? 1.4 : 1.1)
  const place = { x, width, align } as const
  let y = top
  y = sheet.group('fournisseur_nom', () => {
    for (const line of sheet.wrap(supplier.name, width, large, 'bold'))
      y = sheet.text(line, { ...place, y, size: large, weight: 'bold' })
    return y
  })
  if (layout.variant('receiptHead 3', 4) === 1)
    y = sheet.text(`(${draft.invoice.customerNumber}-X)`, { ...place, y })
  const separator = layout.variant('receiptHead 4', 2) === 0 ? ',' : ''
  y = sheet.group('fournisseur_adresse', () => {
    const lines = addressLines(draft, supplier.address)
    lines.forEach((line, index) => {
      for (const part of sheet.wrap(line + (index < lines.length - 1 ? separator : ''), width))
        y = sheet.text(part, { ...place, y })
    })
    return y
  })
  if (layout.variant('receiptHead 5', 3) !== 0)
    y = sheet.text(`${layout.say.phone}${layout.colon} ${supplier.phone}`, { ...place, y })
  if (supplier.vat && layout.variant('receiptHead 6', 4) !== 0) {
    const caption =
      layout.country === 'MY'
        ? 'GST Reg No:'
        : layout.country === 'US'
          ? 'Tax ID'
          : layout.say.vatNumber
    y = sheet.text([{ text: `${caption} ` }, { text: supplier.vat, label: 'fournisseur_tva' }], {
      ...place,
      y,
    })
  }
  if (supplier.siret && layout.variant('receiptHead 7', 2) === 0)
    y = sheet.text([{ text: 'SIRET ' }, { text: supplier.siret, label: 'fournisseur_siret' }], {
      ...place,
      y,
    })
  return (
    sheet.text(layout.say.receipt, {
      x,
      y: y + 5,
      width,
      align: 'center',
      weight: 'bold',
      size: large,
    }) + 4
  )
}

function receiptBody(draft: Draft, x: number, top: number, width: number): number {
  const { sheet, layout, invoice, random } = draft
  const time = `${String(random.int(8, 22)).padStart(2, '0')}:${random.digits(1).replace(/[6-9]/, '3')}${random.digits(1)}${layout.variant('receiptBody', 2) === 0 ? `:0${random.digits(1)}` : ''}`
  const number: Span[] = [
    { text: `${layout.say.number}${layout.colon} ` },
    { text: invoice.number, label: 'numero_facture' },
  ]
  const date: Span[] = [
    ...(layout.variant('receiptBody 2', 3) === 0
      ? []
      : [{ text: `${layout.say.date}${layout.colon} ` }]),
    { text: dateText(draft, invoice.date), label: 'date_facture' },
    { text: `  ${time}` },
  ]
  let y = top
  const heads: Span[][] = layout.variant('receiptBody 3', 2) === 0 ? [number, date] : [date, number]
  for (const spans of heads) y = sheet.text(spans, { x, y, width })
  if (layout.shows.contact)
    y = sheet.text(`${layout.say.cashier}${layout.colon} ${random.int(1, 30)}`, { x, y, width })
  if (layout.shows.customerNumber)
    y = sheet.text(`${layout.say.customerNumber} ${invoice.customerNumber}`, { x, y, width })
  y = rule(draft, x, y + 3, width)
  if (layout.variant('receiptBody 4', 3) !== 1) {
    sheet.text(layout.say.description, { x, y, width })
    y = rule(draft, x, sheet.text(layout.say.amount, { x, y, width, align: 'right' }) + 1, width)
  }
  const start = y
  for (const item of invoice.items) {
    const oneLine = layout.variant('receiptBody 5', 2) === 0
    const quantity = formatQuantity(item.quantityThousandths, layout.money, false)
    const name = sheet.wrap(
      oneLine ? `${quantity} ${item.description}` : item.description,
      width * 0.72,
    )
    const last = name.at(-1) ?? ''
    for (const line of name.slice(0, -1)) y = sheet.text(line, { x, y, width })
    if (oneLine) {
      sheet.text(last, { x, y, width })
    } else {
      y = sheet.text(last, { x, y, width })
      sheet.text(
        `${layout.variant('receiptBody 6', 3) === 0 ? `${item.reference}  ` : ''}${quantity} x ${money(draft, item.unitPriceCents, true)}`,
        { x: x + 12, y, width },
      )
    }
    y = sheet.text(
      `${money(draft, item.amountCents, true)}${layout.variant('receiptBody 7', 5) === 1 ? ' SR' : ''}`,
      {
        x,
        y,
        width,
        align: 'right',
      },
    )
  }
  sheet.mark('lignes', '', { x, y: start, width, height: y - start })
  return rule(draft, x, y + 2, width)
}

function receiptEnd(draft: Draft, x: number, top: number, width: number): number {
  const { sheet, layout, invoice, random } = draft
  let y = top
  const row = (
    caption: Span[],
    cents: number,
    label?: Span['label'],
    options: { weight?: 'bold'; size?: number } = {},
  ) => {
    const size = options.size ?? sheet.size
    const value = money(draft, cents)
    const room = width - sheet.widthOf(value, size, options.weight ?? 'regular') - 6
    const captionWidth = caption.reduce(
      (sum, span) => sum + sheet.widthOf(span.text, size, options.weight ?? 'regular'),
      0,
    )
    sheet.text(caption, {
      x,
      y,
      size: captionWidth > room ? (size * room) / captionWidth : size,
      ...(options.weight && { weight: options.weight }),
    })
    y = sheet.text([{ text: value, label }], { x, y, width, align: 'right', ...options, size })
  }
  const [vat] = invoice.vats
  const rate: Span[] = vat ? [{ text: rateText(draft, vat), label: 'taux_tva' }] : []
  const hasTax = invoice.vatCents > 0 && layout.variant('receiptEnd', 4) !== 0
  if (hasTax && layout.variant('receiptEnd 2', 3) !== 0) {
    row([{ text: layout.say.net }], invoice.netCents, 'montant_ht')
    row([{ text: `${layout.say.vat} ` }, ...rate], invoice.vatCents, 'montant_tva')
  }
  const large = layout.variant('receiptEnd 3', 2) === 0 ? sheet.size * 1.45 : sheet.size * 1.1
  row([{ text: layout.say.total }], invoice.grossCents, 'montant_ttc', {
    weight: 'bold',
    size: large,
  })
  const given =
    layout.variant('receiptEnd 4', 2) === 0
      ? Math.ceil(invoice.grossCents / random.pick([1000, 5000, 500])) * random.pick([1000])
      : invoice.grossCents
  const paid = Math.max(given, invoice.grossCents)
  row([{ text: layout.say.cash }], paid)
  if (paid > invoice.grossCents) row([{ text: layout.say.change }], paid - invoice.grossCents)
  y = rule(draft, x, y + 2, width)
  if (hasTax && layout.variant('receiptEnd 5', 3) === 0 && vat) {
    sheet.text([{ text: `${layout.say.vat} ` }, ...rate], { x, y })
    sheet.text([{ text: money(draft, invoice.netCents, true), label: 'montant_ht' }], {
      x,
      y,
      width: width * 0.7,
      align: 'right',
    })
    y = sheet.text([{ text: money(draft, invoice.vatCents, true), label: 'montant_tva' }], {
      x,
      y,
      width,
      align: 'right',
    })
  }
  for (const line of sheet.wrap(layout.say.thanks, width))
    y = sheet.text(line, { x, y: y + 2, width, align: 'center' })
  return y
}

function rule({ sheet, layout }: Draft, x: number, y: number, width: number): number {
  if (layout.variant('rule', 3) === 2) {
    const count = Math.floor(width / sheet.widthOf('-'))
    return sheet.text('-'.repeat(count), { x, y })
  }
  sheet.line(x, y + 1, x + width, y + 1, {
    dash: layout.variant('rule 2', 3) === 0 ? 2 : undefined,
    lineWidth: 0.6,
  })
  return y + 5
}
