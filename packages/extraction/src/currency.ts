import type { Span } from './candidates/span.ts'
import type { Row } from './lines.ts'
import type { Word } from './page.ts'
import { parseCurrency } from './parse/amount.ts'

// "$" is used by many and "RM" is a province of Italy; a code of three letters can hardly be anything else.
const weightOfCode = 3

export type NamedCurrency = { code: string; word: Word; page: number }

/** The currency that is printed with an amount; undefined when none is, or a sign that several countries use. */
export function currencyBeside({ segment, start, words, page }: Span): NamedCurrency | undefined {
  const around = segment.words.slice(Math.max(0, start - 1), start + words.length + 1)
  for (const word of around) {
    const code = currencyOf(word.text)
    if (code && !/\$|^RM/i.test(word.text)) return { code, word, page }
  }
  return undefined
}

/** The currency that the document names most, and one word that does; undefined when none is named. */
export function findCurrency(rows: Row[]): NamedCurrency | undefined {
  const named = new Map<string, { weight: number; word: Word; page: number }>()
  for (const row of rows) {
    const words = row.segments.flatMap((segment) => segment.words)
    for (const [index, word] of words.entries()) {
      const code = currencyOf(word.text)
      if (!code || isAnotherWord(word.text, words[index - 1]?.text, words[index + 1]?.text))
        continue
      const weight = /[A-Z]{3}/.test(word.text) ? weightOfCode : 1
      const known = named.get(code)
      if (known) known.weight += weight
      else named.set(code, { weight, word, page: row.page })
    }
  }
  const [most] = [...named].sort(([, a], [, b]) => b.weight - a.weight)
  if (!most) return undefined
  const [code, { word, page }] = most
  return { code, word, page }
}

/** "RM" is a province of Italy, "Fr." a day of the week or a title: before an amount alone they are money. */
function isAnotherWord(text: string, before = '', behind = ''): boolean {
  if (/^RM$/i.test(text)) return !/^-?\d/.test(behind)
  if (!/^Fr\.$/i.test(text)) return false
  return !/^-?\d[\d'’]*[.,](\d{2}|[-–—]{1,2})$/.test(behind) || /^(bis|[-–])$/i.test(before)
}

function currencyOf(text: string): string | undefined {
  const bare = text.replace(/^[([]+|[)\],;:.]+$/g, '')
  // The dot is part of "Fr.".
  const whole = parseCurrency(text) ?? parseCurrency(bare)
  if (whole) return whole
  const [, behind] = /^-?[\d.,' |]*\d\|?([A-Z]{3})$/.exec(bare) ?? []
  if (behind) return parseCurrency(behind)
  const [sign] = /^(?:US\$|RM|[€£$₹])(?=[\d\s-])|[€£$]$/.exec(bare) ?? []
  return sign ? parseCurrency(sign) : undefined
}
