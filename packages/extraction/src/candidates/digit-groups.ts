import { parseDate } from '../parse/date.ts'

// What a number of two to four digits counts, and is no part of a reference.
const unit =
  /^(jours?|j|mois|days?|months?|tagen?|tg|monaten?|d[ií]as|mes(es)?|giorni|gg|mesi|dagen|maanden|[x%€$£]|eur|usd|gbp|chf|kg|g|h|pcs|st(k|ü(ck)?)?|pi[eè]ces?|uds?|unit[eéà]?s?)(?!\p{L})/iu

/** How many words at the beginning are groups of one number's digits, without those of a date, an amount or a time behind it. */
export function countGroups(texts: string[]): number {
  if (!/^\d{1,4}$/.test(texts[0] ?? '')) return 1
  const end = texts.findIndex((text, index) => index > 0 && !/^\d{2,4}$/.test(text))
  const last = texts[end] ?? ''
  // The last one may end a sentence.
  const count = end === -1 ? texts.length : end + (/^\d{2,4}[),;:.]+$/.test(last) ? 1 : 0)
  const behind = texts.slice(count)
  // "12 345,00": what stands before it is of it.
  if (/^\d/.test(behind[0] ?? '') && !beginsWithDate(behind)) return 1
  const isOther = beginsWithDate(texts.slice(count - 1)) || unit.test(behind[0] ?? '')
  const own = isOther ? count - 1 : count
  // A year or two digits alone are hardly the other half of a number.
  return own === 2 && /^(\d\d|20\d\d)\b/.test(texts[1] ?? '') ? 1 : own
}

/** Whether digits begin a date or an amount, or count what is named behind them. */
export function beginsOther(texts: string[]): boolean {
  const next = texts[1] ?? ''
  const isDecimal = /^\d+[.,]\d/.test(next) && !beginsWithDate(texts.slice(1))
  return beginsWithDate(texts) || unit.test(next) || isDecimal
}

/** Whether some of the first words are a date together. */
export function beginsWithDate(texts: string[]): boolean {
  return [1, 2, 3, 4].some((count) => parseDate(texts.slice(0, count).join(' ')) !== undefined)
}
