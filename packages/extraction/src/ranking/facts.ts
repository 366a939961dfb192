import type { RankingFacts } from '@invoice-ml/contracts'
import { contextOf } from '../candidates/context.ts'
import type { Span } from '../candidates/span.ts'
import type { Row } from '../lines.ts'
import { normalise } from '../parse/text.ts'

// Of a long line, what stands nearest to the value.
const mostWords = 4
const longestWord = 18

/**
 * What may tell a value's meaning, whatever the language: the words beside it and above it, one by one and together, and
 * whether it stands high on the first page.
 */
export function factsOf(span: Span, rows: Row[]): RankingFacts {
  const { inside, left, row, above, column } = contextOf(span, rows)
  const [firstRow] = rows
  return {
    ...saidAt('beside', [inside, left, row]),
    ...saidAt('above', [above, column]),
    top: span.page === firstRow?.page ? 1 - span.box.y : 0,
  }
}

/** The words of the nearest text that has any. */
function saidAt(place: string, texts: string[]): RankingFacts {
  const said = texts.map(wordsOf).find((words) => words.length > 0) ?? []
  const words = said.slice(-mostWords)
  const facts = Object.fromEntries(words.map((word) => [`${place}:${word}`, 1]))
  return words.length > 0 ? { ...facts, [`${place}=${words.join(' ')}`]: 1 } : facts
}

function wordsOf(text: string): string[] {
  const words = normalise(text).match(/\p{L}{2,}/gu) ?? []
  return words.map((word) => word.slice(0, longestWord))
}
