import type { Block, Draft } from './draft.ts'
import {
  captionSpan,
  type Entry,
  infoEntries,
  isNumberInTitle,
  valueSpans,
} from './info-entries.ts'
import { fitted, framed } from './parties.ts'
import type { Span } from './sheet.ts'

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

function pairs(draft: Draft, entries: Entry[], { x, y, width }: Place): number {
  let next = y
  for (const entry of entries)
    next = fitted(draft, [captionSpan(draft, entry), { text: ' ' }, ...valueSpans(draft, entry)], {
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
    fitted(draft, [captionSpan(draft, entry)], {
      x,
      y: next,
      width: captionWidth - 4,
      align: layout.variant('columns', 3) === 0 ? 'right' : 'left',
    })
    next = fitted(draft, valueSpans(draft, entry), {
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
    fitted(draft, [captionSpan(draft, entry)], { x: x + 4, y: top + 2, width: split - 8 })
    fitted(draft, valueSpans(draft, entry), {
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
    fitted(draft, [captionSpan(draft, entry)], {
      x: left,
      y: top,
      width: half - 6,
      size: sheet.size * 0.85,
    })
    fitted(draft, valueSpans(draft, entry), {
      x: left,
      y: top + sheet.lineHeight(),
      width: half - 6,
    })
  })
  return y + Math.ceil(entries.length / 2) * step
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
    fi: ', ',
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
