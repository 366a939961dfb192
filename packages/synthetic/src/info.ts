import type { DetectorLabel } from '@invoice-ml/contracts'
import { type Block, type Draft, dateText, money } from './draft.ts'
import { fitted, framed } from './parties.ts'
import type { Span } from './sheet.ts'

type Entry = { caption: string; values: Span[] }

/** Number, dates and references, those which the layout shows, in its order; orders, notes and customer numbers are traps. */
export function infoEntries(draft: Draft, skipNumber = false): Entry[] {
  const { invoice, layout } = draft
  const { say, shows } = layout
  const entries: Entry[] = []
  const add = (caption: string, text: string, label?: DetectorLabel) =>
    entries.push({ caption, values: [{ text, label }] })
  if (!skipNumber)
    add(
      invoice.kind === 'credit_note' ? say.creditNumber : say.number,
      invoice.number,
      'numero_facture',
    )
  add(say.date, dateText(draft, invoice.date), 'date_facture')
  if (shows.dueDate) add(say.dueDate, dateText(draft, invoice.dueDate), 'date_echeance')
  if (shows.customerNumber) add(say.customerNumber, invoice.customerNumber)
  if (shows.order) add(say.order, invoice.order, 'numero_commande')
  if (shows.orderDate) add(say.orderDate, dateText(draft, invoice.orderDate))
  if (shows.deliveryDate)
    add(say.deliveryDate, dateText(draft, invoice.deliveryDate), 'date_livraison')
  if (shows.deliveryNote) add(say.deliveryNote, invoice.deliveryNote)
  if (shows.quote) add(say.quote, invoice.quote)
  if (shows.period) entries.push(periodEntry(draft))
  if (shows.currency) add(say.currency, invoice.currency, 'devise')
  if (shows.contact && invoice.supplier.contact) add(say.contact, invoice.supplier.contact)
  if (shows.terms && shows.termsInInfo) add(say.paymentTerms, invoice.terms, 'conditions_paiement')
  if (shows.dueInHead) add(say.payable, money(draft, invoice.payableCents), 'net_a_payer')
  const [first, ...rest] = entries
  const moved = layout.variant('infoEntries', 4) === 0 ? [...rest].reverse() : rest
  return first && layout.variant('infoEntries 2', 5) === 0
    ? [...moved, first]
    : first
      ? [first, ...moved]
      : entries
}

// A sentence says the number itself.
function isNumberInTitle({ layout }: Draft): boolean {
  return layout.title.withNumber && layout.info.mode !== 'sentence'
}

/** The first entries, and the number of the invoice wherever it stands. */
function atMost(count: number, entries: Entry[]): Entry[] {
  const isNumber = ({ values: [first] }: Entry) => first?.label === 'numero_facture'
  return entries.filter((entry, index) => index < count - 1 || isNumber(entry))
}

function periodEntry(draft: Draft): Entry {
  const { say } = draft.layout
  const { start, end } = draft.invoice.period
  const between =
    draft.layout.variant('periodEntry', 2) === 0 ? ' - ' : ` ${say.periodEnd.toLowerCase()} `
  return {
    caption: say.period,
    values: [
      { text: dateText(draft, start), label: 'periode_debut' },
      { text: between },
      { text: dateText(draft, end), label: 'periode_fin' },
    ],
  }
}

/** The entries in the layout's way: pairs, columns, a table, captions above values, or a sentence. */
export function infoBlock(draft: Draft): Block {
  const { layout } = draft
  const entries = infoEntries(draft, isNumberInTitle(draft))
  const modes: Record<Draft['layout']['info']['mode'], Block> = {
    pairs: (x, y, width) => pairs(draft, entries, { x, y, width }),
    aligned: (x, y, width) => columns(draft, entries, { x, y, width }, 'left'),
    right: (x, y, width) => columns(draft, entries, { x, y, width }, 'right'),
    table: (x, y, width) => grid(draft, entries, { x, y, width }),
    above: (x, y, width) => stacked(draft, entries, { x, y, width }),
    sentence: (x, y, width) => sentence(draft, entries, { x, y, width }),
  }
  const block = modes[layout.info.mode]
  return layout.box === 'frame' && layout.info.mode !== 'table'
    ? framed(draft, undefined, block)
    : block
}

type Place = { x: number; y: number; width: number }

function caption({ layout }: Draft, entry: Entry): Span {
  return { text: entry.caption + layout.colon, weight: layout.info.captionWeight }
}

function values({ layout }: Draft, entry: Entry): Span[] {
  return entry.values.map((span) => ({ weight: layout.info.valueWeight, ...span }))
}

function pairs(draft: Draft, entries: Entry[], { x, y, width }: Place): number {
  let next = y
  for (const entry of entries)
    next = fitted(draft, [caption(draft, entry), { text: ' ' }, ...values(draft, entry)], {
      x,
      y: next,
      width,
    })
  return next
}

function columns(
  draft: Draft,
  entries: Entry[],
  { x, y, width }: Place,
  align: 'left' | 'right',
): number {
  const { sheet, layout } = draft
  const widest = Math.max(
    ...entries.map((entry) =>
      sheet.widthOf(entry.caption + layout.colon, sheet.size, layout.info.captionWeight),
    ),
  )
  const captionWidth = Math.min(widest + 8, width * 0.6)
  let next = y
  for (const entry of entries) {
    fitted(draft, [caption(draft, entry)], {
      x,
      y: next,
      width: captionWidth - 4,
      align: layout.variant('columns', 3) === 0 ? 'right' : 'left',
    })
    next = fitted(draft, values(draft, entry), {
      x: x + captionWidth,
      y: next,
      width: width - captionWidth,
      align,
    })
  }
  return next
}

function grid(draft: Draft, entries: Entry[], { x, y, width }: Place): number {
  const { sheet, layout } = draft
  const rowHeight = sheet.lineHeight() + 4
  const split = width * 0.48
  entries.forEach((entry, index) => {
    const top = y + index * rowHeight
    if (layout.variant('grid', 2) === 0)
      sheet.rect({ x, y: top, width: split, height: rowHeight }, { fill: layout.tint })
    sheet.rect({ x, y: top, width, height: rowHeight }, { stroke: '#555', lineWidth: 0.5 })
    sheet.line(x + split, top, x + split, top + rowHeight, { color: '#555', lineWidth: 0.5 })
    fitted(draft, [caption(draft, entry)], { x: x + 4, y: top + 2, width: split - 8 })
    fitted(draft, values(draft, entry), {
      x: x + split + 4,
      y: top + 2,
      width: width - split - 8,
      align: layout.variant('grid 2', 3) === 0 ? 'right' : 'left',
    })
  })
  return y + entries.length * rowHeight
}

function stacked(draft: Draft, entries: Entry[], { x, y, width }: Place): number {
  const { sheet } = draft
  const half = width / 2
  const step = 2 * sheet.lineHeight() + 3
  entries.forEach((entry, index) => {
    const left = x + (index % 2) * half
    const top = y + Math.floor(index / 2) * step
    fitted(draft, [caption(draft, entry)], {
      x: left,
      y: top,
      width: half - 6,
      size: sheet.size * 0.85,
    })
    fitted(draft, values(draft, entry), { x: left, y: top + sheet.lineHeight(), width: half - 6 })
  })
  return y + Math.ceil(entries.length / 2) * step
}

/** A few entries side by side without any rules, captions above values. */
export function columnsBlock(draft: Draft): Block {
  const { sheet, layout } = draft
  const entries = atMost(8, infoEntries(draft, isNumberInTitle(draft)))
  const perRow = entries.length > 4 ? Math.ceil(entries.length / 2) : entries.length
  return (x, y, width) => {
    const cell = width / perRow
    const step = 2 * sheet.lineHeight() + 6
    entries.forEach((entry, index) => {
      const left = x + (index % perRow) * cell
      const top = y + Math.floor(index / perRow) * step
      fitted(draft, [{ ...caption(draft, entry), color: layout.accent }], {
        x: left,
        y: top,
        width: cell - 8,
      })
      fitted(draft, values(draft, entry), {
        x: left,
        y: top + sheet.lineHeight() + 1,
        width: cell - 8,
      })
    })
    return y + Math.ceil(entries.length / perRow) * step
  }
}

function sentence(draft: Draft, entries: Entry[], place: Place): number {
  const { layout, invoice } = draft
  const by = (label: string) => entries.find(({ values: [first] }) => first?.label === label)
  const [number, date] = [by('numero_facture'), by('date_facture')]
  const rest = entries.filter((entry) => entry !== number && entry !== date)
  const city = invoice.supplier.address.city.replace(/[ ,(].*/, '')
  const between = {
    fr: ' du ',
    en: ' dated ',
    de: ' vom ',
    es: ' de fecha ',
    it: ' del ',
    nl: ' van ',
  }[layout.language]
  const head: Span[] =
    layout.variant('sentence', 2) === 0
      ? [
          { text: `${number?.caption ?? ''} ` },
          ...(number?.values ?? []),
          { text: between },
          ...(date?.values ?? []),
        ]
      : [{ text: `${city}, ${layout.language === 'fr' ? 'le ' : ''}` }, ...(date?.values ?? [])]
  const y = fitted(draft, head, place)
  const others = layout.variant('sentence', 2) === 0 || !number ? rest : [number, ...rest]
  return pairs(draft, others, { ...place, y: y + 3 })
}

/** All entries in a strip across the page, captions above values. */
export function stripBlock(draft: Draft): Block {
  const { sheet, layout } = draft
  const entries = atMost(6, infoEntries(draft, isNumberInTitle(draft)))
  return (x, y, width) => {
    const rowHeight = sheet.lineHeight() + 4
    const cell = width / entries.length
    const filled = layout.table.header === 'fill'
    sheet.rect({ x, y, width, height: rowHeight }, { fill: filled ? layout.accent : layout.tint })
    sheet.rect({ x, y, width, height: 2 * rowHeight }, { stroke: '#555', lineWidth: 0.5 })
    entries.forEach((entry, index) => {
      const left = x + index * cell
      if (index > 0) sheet.line(left, y, left, y + 2 * rowHeight, { color: '#555', lineWidth: 0.5 })
      fitted(draft, [{ text: entry.caption, color: filled ? '#fff' : '#000', weight: 'bold' }], {
        x: left + 3,
        y: y + 2,
        width: cell - 6,
        align: 'center',
      })
      fitted(draft, values(draft, entry), {
        x: left + 3,
        y: y + rowHeight + 2,
        width: cell - 6,
        align: 'center',
      })
    })
    return y + 2 * rowHeight
  }
}

/** What kind of document this is, sometimes with its number. */
export function titleBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const name = invoice.kind === 'credit_note' ? layout.say.creditNote : layout.say.invoice
  return (x, y, width) => {
    const size = sheet.size * layout.title.size
    const number: Span[] = isNumberInTitle(draft)
      ? [
          { text: ` ${['', 'N° ', '#', 'Nr. '][layout.variant('title', 4)] ?? ''}` },
          { text: invoice.number, label: 'numero_facture' },
        ]
      : []
    return (
      fitted(draft, [{ text: name, color: layout.accent }, ...number], {
        x,
        y,
        width,
        size,
        weight: 'bold',
        align: layout.title.align,
      }) + 4
    )
  }
}
