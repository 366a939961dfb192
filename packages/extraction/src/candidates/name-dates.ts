import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { createCaptionReader } from '../wording/caption.ts'
import {
  dateWordings,
  discountBehind,
  discountOfADate,
  dueBehind,
  periodWords,
  until,
} from '../wording/dates.ts'
import { contextOf, scoreContext } from './context.ts'
import type { Span } from './span.ts'

const readCaption = createCaptionReader(dateWordings)
const discounted = 0.95
const due = 0.95
const joined = 0.6
// What names so little gives way to a period: "del" alone, which is before any date.
const bareWord = 0.65

/** How surely what stands around the dates of one piece, from left to right, names each label, 0 to 1. */
export function nameDates(spans: Span[], rows: Row[]): Map<string, number>[] {
  const named = spans.map((span, index) => nameAround(span, spans[index + 1], rows))
  for (const [index, span] of spans.entries()) {
    const [next, from, to] = [spans[index + 1], named[index], named[index + 1]]
    if (!next || !from || !to || !isPeriod(span, next)) continue
    nameEnd(from, 'periode_debut')
    nameEnd(to, 'periode_fin')
  }
  return named
}

function nameAround(span: Span, next: Span | undefined, rows: Row[]): Map<string, number> {
  const context = contextOf(span, rows)
  const above = discountOfADate.test(normalise(context.above)) ? '' : context.above
  const named = scoreContext({ ...context, above }, readCaption)
  const behind = textOf(span.segment, endOf(span), next?.start)
  // Behind a comma or a dash something else is told: "bis 14.02.2024, 3 % Skonto bis 22.01.2024".
  if (/[,;.]$/.test(span.text) || /^[(\-–,;/]/.test(behind)) return named
  const isUntil = until.test(textOf(span.segment, 0, span.start))
  return named.has('date_echeance') || isUntil ? nameBehind(named, behind) : named
}

/** Of dates by which to pay, what stands behind them tells whether all is to be paid by then. */
function nameBehind(named: Map<string, number>, behind: string): Map<string, number> {
  if (discountBehind.test(behind)) named.set('other', discounted)
  else if (dueBehind.test(behind)) named.set('date_echeance', due).delete('other')
  return named
}

function nameEnd(named: Map<string, number>, label: 'periode_debut' | 'periode_fin'): void {
  named.set(label, Math.max(named.get(label) ?? 0, joined))
  if ((named.get('date_facture') ?? 0) <= bareWord) named.delete('date_facture')
}

function isPeriod(from: Span, to: Span): boolean {
  const before = textOf(from.segment, 0, from.start)
  const between = textOf(from.segment, endOf(from), to.start)
  return periodWords.some(([first, second]) => first.test(before) && second.test(between))
}

function endOf({ start, words }: Span): number {
  return start + words.length
}

function textOf({ words }: Segment, start: number, end?: number): string {
  const texts = words.slice(start, end).map(({ text }) => text)
  return normalise(texts.join(' '))
}
