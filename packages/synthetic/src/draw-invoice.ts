import type { Draft } from './draft.ts'
import { drawPages } from './draw-pages.ts'
import { drawReceipt } from './draw-receipt.ts'
import { makeInvoice } from './invoice.ts'
import type { Layout } from './layout.ts'
import { makeLayout } from './make-layout.ts'
import type { Language } from './places.ts'
import { createRandom, type Random } from './random.ts'
import { createSheet, type DrawnWord, type Mark } from './sheet.ts'
import { type Truth, truthOf } from './truth.ts'
import { phrasesOf } from './wording/languages.ts'

export type DrawOptions = {
  /** Decides every value and, unless `layout` is given, the supplier and the look. */
  seed: number
  /** Number of the layout, that is of the supplier with its look and wording. */
  layout?: number
  /** What the supplier writes in; drawn by lot without it. */
  language?: Language
  kind?: 'invoice' | 'credit_note' | 'receipt'
  /** How many lines the table has; 40 fill two to four pages. */
  itemCount?: number
}

export type DrawnInvoice = {
  pdf: Uint8Array
  truth: Truth
  /** Every labelled value and every word as drawn, in points. */
  marks: Mark[]
  words: DrawnWord[]
  paper: { width: number; height: number }
}

/** Draws a document from known values: the truth comes first, the PDF from it. The same options give the same bytes. */
export async function drawInvoice(options: DrawOptions): Promise<DrawnInvoice> {
  const random = createRandom(options.seed, 'document', options.layout ?? 0)
  const { seed, layout = seed, language } = options
  const made = makeLayout(seed, layout, language)
  return drawWithLayout(random, {
    ...options,
    layout: options.kind ? { ...made, isReceipt: options.kind === 'receipt' } : made,
  })
}

/** The same with a layout that exists, for many documents of one supplier. */
export async function drawWithLayout(
  random: Random,
  { layout, kind, itemCount, seed }: Omit<DrawOptions, 'layout' | 'language'> & { layout: Layout },
): Promise<DrawnInvoice> {
  const phrases = phrasesOf[layout.language]
  const invoice = makeInvoice(random, {
    kind: kind ?? (layout.isReceipt ? 'receipt' : random.chance(0.07) ? 'credit_note' : 'invoice'),
    language: layout.language,
    currency: layout.currency,
    supplier: layout.supplier,
    numberPattern: layout.numberPattern,
    itemCount: itemCount ?? itemsOf(random, layout),
    products: phrases.products,
    units: phrases.units,
    terms: phrases.terms,
    methods: phrases.method,
    wholePrices: random.chance(0.3),
    pricesWithTax:
      (kind ?? (layout.isReceipt ? 'receipt' : '')) === 'receipt' &&
      layout.variant('prices', 3) > 0,
    hasLineDiscount: layout.table.columns.includes('lineDiscount'),
  })
  const name = `${layout.language}-${invoice.kind}-${layout.id}-${seed}.pdf`
  const draw = (height: number, pages: number | undefined) => {
    const paper = layout.isReceipt ? receiptPaper(layout, height) : invoicePaper(layout)
    const sheet = createSheet({
      ...paper,
      family: layout.family,
      size: layout.size,
      spacing: layout.spacing,
    })
    const draft: Draft = {
      invoice,
      layout,
      sheet,
      random: createRandom(seed, 'ornaments', layout.id),
    }
    return {
      draft,
      sheet,
      paper,
      result: layout.isReceipt ? drawReceipt(draft) : drawPages(draft, pages),
    }
  }
  // The length of a roll and the number of pages are known only once all is drawn.
  const first = draw(2000, undefined)
  const final = draw(first.result, first.result)
  return {
    pdf: await final.sheet.bytes(),
    truth: truthOf(final.draft, name),
    marks: final.sheet.marks,
    words: final.sheet.words,
    paper: final.paper,
  }
}

function invoicePaper(layout: Layout) {
  const right = layout.shows.margins ? layout.rightMargin : layout.margin
  return { ...layout.paper, left: layout.margin + layout.sidebar, right }
}

/** A narrow roll, now and then copied onto a wide sheet. */
function receiptPaper(layout: Layout, height: number) {
  const roll = 200 + layout.variant('roll', 4) * 20
  const wide = layout.variant('copied', 8) === 0 ? 60 + layout.variant('copy', 3) * 45 : 0
  return { width: roll + 2 * wide, height, left: 12 + wide, right: 12 + wide }
}

function itemsOf(random: Random, layout: Layout): number {
  if (layout.isReceipt) return random.int(1, 9)
  const draw = random.next()
  if (draw < 0.25) return random.int(1, 2)
  if (draw < 0.75) return random.int(2, 7)
  return draw < 0.92 ? random.int(6, 14) : random.int(18, 60)
}
