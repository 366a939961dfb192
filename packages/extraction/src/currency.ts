import type { Row } from './lines.ts'
import type { Word } from './page.ts'
import { parseCurrency } from './parse/amount.ts'

/** The currency that the document names most, and one word that does; undefined when none is named. */
export function findCurrency(rows: Row[]): { code: string; word: Word; page: number } | undefined {
  const named = new Map<string, { count: number; word: Word; page: number }>()
  for (const row of rows) {
    for (const word of row.segments.flatMap((segment) => segment.words)) {
      const code = currencyOf(word.text)
      if (!code) continue
      const known = named.get(code)
      if (known) known.count++
      else named.set(code, { count: 1, word, page: row.page })
    }
  }
  const [most] = [...named].sort(([, a], [, b]) => b.count - a.count)
  if (!most) return undefined
  const [code, { word, page }] = most
  return { code, word, page }
}

function currencyOf(text: string): string | undefined {
  const bare = text.replace(/^[([]+|[)\],;:.]+$/g, '')
  const whole = parseCurrency(bare)
  if (whole) return whole
  const [sign] = /^(?:US\$|RM|[€£$₹])(?=[\d\s-])|[€£$]$/.exec(bare) ?? []
  return sign ? parseCurrency(sign) : undefined
}
