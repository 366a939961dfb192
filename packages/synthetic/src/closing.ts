import { type Block, type Draft, identifierText, pair } from './draft.ts'
import { addressLines, capitalText, fitted, identifierSpans } from './parties.ts'
import type { Span } from './sheet.ts'
import { phrasesOf } from './wording/languages.ts'

/** How and where to pay: terms, method, the supplier's account or a factor's. */
export function paymentBlock(draft: Draft): Block {
  const { invoice, layout, sheet } = draft
  const { say, shows } = layout
  return (x, top, width) => {
    let y = top
    const line = (spans: Span[]) => {
      y = fitted(draft, spans, { x, y, width })
    }
    if (shows.terms && !shows.termsInInfo)
      line(pair(draft, say.paymentTerms, invoice.terms, 'conditions_paiement'))
    if (shows.method) line(pair(draft, say.paymentMethod, invoice.method))
    if (layout.bank === 'afterTotals' || layout.bank === 'table') {
      y += 4
      if (layout.id % 2 === 0)
        y = sheet.text(`${say.bank}${layout.colon}`, { x, y, width, weight: 'bold' })
      for (const spans of bankSpans(draft)) line(spans)
    }
    if (invoice.factor) {
      for (const part of sheet.wrap(say.factor.replace('{name}', invoice.factor.name), width))
        line([{ text: part }])
      line([{ text: `IBAN ${identifierText(draft, 'iban', invoice.factor.iban)}` }])
    }
    if (invoice.vatCents === 0)
      for (const part of sheet.wrap(
        phrasesOf[invoice.language].exempt[layout.id % 3] ?? say.exempt,
        width,
      ))
        line([{ text: part }])
    return y
  }
}

function bankSpans(draft: Draft): Span[][] {
  const { invoice, layout } = draft
  const spans = [
    pair(draft, 'IBAN', identifierText(draft, 'iban', invoice.iban), 'fournisseur_iban'),
  ]
  if (layout.id % 5 !== 0)
    spans.push(
      pair(
        draft,
        layout.id % 3 === 0 ? 'BIC / SWIFT' : layout.id % 3 === 1 ? 'BIC' : 'SWIFT',
        invoice.bic,
        'fournisseur_bic',
      ),
    )
  if (layout.id % 3 !== 0) spans.unshift(pair(draft, layout.say.bank, invoice.bankName))
  return spans
}

/** Small print and thanks under everything. */
export function closingBlock(draft: Draft): Block {
  const { layout, sheet } = draft
  return (x, top, width) => {
    let y = top
    if (layout.shows.legal)
      for (const text of sheet.wrap(layout.say.legal, width, sheet.size * 0.8))
        y = sheet.text(text, { x, y, width, size: sheet.size * 0.8, color: '#444' })
    if (layout.shows.thanks)
      for (const text of sheet.wrap(layout.say.thanks, width))
        y = sheet.text(text, { x, y: y + 4, width })
    return y
  }
}

/** What stands at the foot of every page; drawn upwards from the margin. The height it takes is returned. */
export function footHeight(draft: Draft): number {
  return draft.layout.foot === 'none'
    ? 14
    : draft.layout.foot === 'columns'
      ? 5 * 8.5 + 14
      : 3 * 9 + 14
}

/** Name, address and registered numbers at the foot of a page. */
export function drawFoot(draft: Draft, page: number, pages: number | undefined): void {
  const { layout, sheet } = draft
  const top = sheet.height - layout.margin * 0.5 - footHeight(draft)
  const width = sheet.room
  if (pages !== undefined && (pages > 1 || layout.id % 2 === 0)) {
    const text = layout.say.page.replace('{page}', String(page)).replace('{pages}', String(pages))
    sheet.text(text, {
      x: sheet.left,
      y: sheet.height - layout.margin * 0.5 - 9,
      width,
      size: 7,
      align: layout.id % 3 === 0 ? 'center' : 'right',
    })
  }
  if (layout.foot === 'none') return
  sheet.line(sheet.left, top, sheet.left + sheet.room, top, { color: '#888', lineWidth: 0.4 })
  if (layout.foot === 'columns') footColumns(draft, top + 4, width)
  else footLines(draft, top + 4, width)
}

function footLines(draft: Draft, top: number, width: number): void {
  const { invoice, layout, sheet } = draft
  const { supplier } = invoice
  const separator = [' - ', ' – ', ' · ', ' | '][layout.id % 4] ?? ' - '
  const address: Span[] = [
    { text: supplier.name, label: 'fournisseur_nom' },
    { text: separator },
    {
      text: addressLines(draft, supplier.address).join(layout.id % 2 === 0 ? ' ' : ', '),
      label: 'fournisseur_adresse',
    },
  ]
  const numbers = layout.identifiers.inFoot ? identifierSpans(draft, supplier, 'fournisseur') : []
  if (layout.shows.capital) numbers.unshift([{ text: capitalText(draft, supplier) }])
  if (layout.id % 2 === 1) numbers.push([{ text: `${layout.say.phone} ${supplier.phone}` }])
  const rows = [
    address,
    numbers.flatMap((spans, index) => (index === 0 ? spans : [{ text: separator }, ...spans])),
  ]
  if (layout.bank === 'foot')
    rows.push(
      bankSpans(draft).flatMap((spans, index) =>
        index === 0 ? spans : [{ text: separator }, ...spans],
      ),
    )
  rows
    .filter((row) => row.length > 0)
    .forEach((row, index) =>
      fitted(draft, row, { x: sheet.left, y: top + index * 9, width, size: 7, align: 'center' }),
    )
}

function footColumns(draft: Draft, top: number, width: number): void {
  const { invoice, layout, sheet } = draft
  const { supplier } = invoice
  const first: Span[][] = [[{ text: supplier.name, label: 'fournisseur_nom' }]]
  const third: Span[][] =
    layout.bank === 'foot' ? bankSpans(draft) : [[{ text: capitalText(draft, supplier) }]]
  const numbers = layout.identifiers.inFoot
    ? identifierSpans(draft, supplier, 'fournisseur')
    : [[{ text: supplier.web }]]
  const contacts: Span[][] = [
    [{ text: `${layout.say.phone} ${supplier.phone}` }],
    [{ text: supplier.email }],
    ...numbers,
  ]
  const cell = width / 3
  const size = 6.5
  first.forEach((row) => fitted(draft, row, { x: sheet.left, y: top, width: cell - 8, size }))
  sheet.group('fournisseur_adresse', () => {
    let y = top + 8.5
    for (const line of addressLines(draft, supplier.address))
      y = fitted(draft, [{ text: line }], { x: sheet.left, y, width: cell - 8, size })
    return y
  })
  for (const [column, rows] of [
    [1, contacts],
    [2, third],
  ] as const)
    rows
      .slice(0, 5)
      .forEach((row, index) =>
        fitted(draft, row, {
          x: sheet.left + column * cell,
          y: top + index * 8.5,
          width: cell - 8,
          size,
        }),
      )
}
