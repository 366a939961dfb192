import { type FieldLabel, fieldDefinition } from '@invoice-ml/contracts'
import type { AmountCandidate } from './candidates/amounts.ts'
import type { DateCandidate } from './candidates/dates.ts'
import type { RateCandidate } from './candidates/rates.ts'
import type { ReferenceCandidate } from './candidates/references.ts'
import { type Span, segmentsOf, spanOf } from './candidates/span.ts'
import { union } from './geometry.ts'
import type { Row } from './lines.ts'
import type { Box, Word } from './page.ts'
import { normalise } from './parse/text.ts'

/** Where a value stands on the pages. */
export type Print = {
  page: number
  box: Box
  words: Word[]
  /** Whether all of it was found: an address may leave out what another names. */
  isWhole: boolean
  /** How surely what stands around it names the label, 0 to 1; undefined where nothing but the value was looked for. */
  named?: number | undefined
}

/** Everything on the pages that might be a value. */
export type Printed = {
  rows: Row[]
  amounts: AmountCandidate[]
  dates: DateCandidate[]
  rates: RateCandidate[]
  references: ReferenceCandidate[]
}

// A name or an address printed on one line.
const longestText = 14
// The lines of an address stand within this part of the page.
const blockHeight = 0.12

/** Where a value of the public contract is printed: amounts and dates by what they mean, texts by letters and digits. */
export function findPrint(printed: Printed, label: FieldLabel, value: string): Print | undefined {
  switch (fieldDefinition(label).type) {
    case 'amount':
      return findAmount(printed, label, Math.round(Math.abs(Number.parseFloat(value)) * 100))
    case 'date':
      return bestNamed(
        printed.dates.filter(({ iso }) => iso === value),
        label,
      )
    case 'rate':
      return asPrint(
        printed.rates.find(({ basisPoints }) => basisPoints === Math.round(Number(value) * 100))
          ?.span,
      )
    case 'address':
      return findBlock(printed.rows, value)
    case 'reference':
      return findReference(printed, label, value)
    default:
      return asPrint(findText(printed.rows, value))
  }
}

function findAmount({ amounts }: Printed, label: FieldLabel, cents: number): Print | undefined {
  const same = amounts.filter((amount) => Math.abs(amount.cents) === cents)
  return bestNamed(same, label)
}

/** What may be such a number counts by what it is called; what stands on the page as another text does not tell. */
function findReference({ references, rows }: Printed, label: FieldLabel, value: string) {
  const same = references.filter((reference) => reference.value === value)
  return bestNamed(same, label) ?? asPrint(findText(rows, value))
}

/** The one whose surroundings name the label best; of equal ones the last, as totals stand below. */
function bestNamed(
  candidates: { span: Span; named: Map<string, number> }[],
  label: FieldLabel,
): Print | undefined {
  const scored = candidates.map(({ span, named }) => ({ span, score: named.get(label) ?? 0 }))
  const best = scored.toReversed().sort((a, b) => b.score - a.score)[0]
  return best && { ...toPrint(best.span), named: best.score }
}

/** An address of several parts: the longest that is found, and those of the others that stand near it. */
function findBlock(rows: Row[], value: string): Print | undefined {
  const parts = value.split(', ').filter((part) => /\p{L}{2}/u.test(part))
  const spans = parts.map((part) => findText(rows, part)).filter((span) => span !== undefined)
  const [anchor] = spans.toSorted((a, b) => b.text.length - a.text.length)
  if (!anchor) return undefined
  const near = spans.filter(
    ({ page, box }) => page === anchor.page && Math.abs(box.y - anchor.box.y) < blockHeight,
  )
  return {
    page: anchor.page,
    box: union(near.map(({ box }) => box)) ?? anchor.box,
    words: near.flatMap(({ words }) => words),
    isWhole: near.length === parts.length,
  }
}

/** Where a text is printed on one line, compared by its letters and digits. */
export function findText(rows: Row[], value: string): Span | undefined {
  const wanted = lettersAndDigits(value)
  if (wanted === '') return undefined
  for (const segment of segmentsOf(rows)) {
    const words = segment.words.map(({ text }) => lettersAndDigits(text))
    for (let start = 0; start < words.length; start++) {
      if (words[start] === '') continue
      let joined = ''
      for (let count = 1; count <= Math.min(longestText, words.length - start); count++) {
        joined += words[start + count - 1] ?? ''
        if (joined === wanted) return spanOf(segment, start, count)
        if (!wanted.startsWith(joined)) break
      }
    }
  }
  return undefined
}

/** What texts are compared by, however they are spaced and punctuated. */
export function lettersAndDigits(text: string): string {
  return normalise(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function asPrint(span: Span | undefined): Print | undefined {
  return span && toPrint(span)
}

function toPrint({ page, box, words }: Span): Print {
  return { page, box, words, isWhole: true }
}
