import { bankSpans } from './closing.ts'
import type { Draft } from './draft.ts'
import { addressLines, capitalText, fitted, identifierSpans } from './parties.ts'
import type { Span } from './sheet.ts'

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
  if (pages !== undefined && (pages > 1 || layout.variant('foot', 2) === 0)) {
    const text = layout.say.page.replace('{page}', String(page)).replace('{pages}', String(pages))
    sheet.text(text, {
      x: sheet.left,
      y: sheet.height - layout.margin * 0.5 - 9,
      width,
      size: 7,
      align: layout.variant('foot 2', 3) === 0 ? 'center' : 'right',
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
  const separator = [' - ', ' – ', ' · ', ' | '][layout.variant('footLines', 4)] ?? ' - '
  const address: Span[] = [
    { text: supplier.name, label: 'fournisseur_nom' },
    { text: separator },
    {
      text: addressLines(draft, supplier.address).join(
        layout.variant('footLines 2', 2) === 0 ? ' ' : ', ',
      ),
      label: 'fournisseur_adresse',
    },
  ]
  const numbers = layout.identifiers.inFoot ? identifierSpans(draft, supplier, 'fournisseur') : []
  if (layout.shows.capital) numbers.unshift([{ text: capitalText(draft, supplier) }])
  if (layout.variant('footLines 3', 2) === 1)
    numbers.push([{ text: `${layout.say.phone} ${supplier.phone}` }])
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
  const printed = rows.filter((row) => row.length > 0)
  for (const [index, row] of printed.entries())
    fitted(draft, row, { x: sheet.left, y: top + index * 9, width, size: 7, align: 'center' })
}

function footColumns(draft: Draft, top: number, width: number): void {
  const { invoice, layout, sheet } = draft
  const { supplier } = invoice
  const name: Span[] = [{ text: supplier.name, label: 'fournisseur_nom' }]
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
  fitted(draft, name, { x: sheet.left, y: top, width: cell - 8, size })
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
    for (const [index, row] of rows.slice(0, 5).entries())
      fitted(draft, row, {
        x: sheet.left + column * cell,
        y: top + index * 8.5,
        width: cell - 8,
        size,
      })
}
