import { parseRate } from '../candidates/rates.ts'
import { right } from '../geometry.ts'
import type { Word } from '../page.ts'
import { type DecimalMark, parseAmount } from '../parse/amount.ts'

// More of anything than this is a number of something else: a code, a telephone.
const most = 1e9

/** The amount of a cell in cents, though other words stand with it; undefined without one. */
export function parseCell(words: Word[] | undefined, mark?: DecimalMark): number | undefined {
  if (!words) return undefined
  return parseAmount(textOf(words), mark)?.cents ?? firstAmount(words, mark)
}

function firstAmount(words: Word[], mark?: DecimalMark): number | undefined {
  for (const word of words) {
    const amount = parseAmount(word.text, mark)
    if (amount) return amount.cents
  }
  return undefined
}

/** A price in cents, which goes below the cent for what is sold by the thousand: "0,1234". */
export function parsePrice(words: Word[] | undefined, mark?: DecimalMark): number | undefined {
  const [, whole = '', decimals] = /(-?\d+)[.,](\d{3,6})(?!\d)/.exec(textOf(words ?? [])) ?? []
  const isFine = decimals && textOf(words ?? []).includes(`${whole}${mark}${decimals}`)
  return isFine ? Number(`${whole}.${decimals}`) * 100 : parseCell(words, mark)
}

/** Cents → "0.1234": two decimals at least, and as many as it takes. */
export function formatPrice(cents: number): string {
  return (cents / 100).toFixed(6).replace(/0{1,4}$/, '')
}

/** "2", "1 200 m", "0,5 h" → how many; undefined without a number. */
export function parseQuantity(words: Word[] | undefined, mark?: DecimalMark): number | undefined {
  const text = firstNumber(words ?? []).replaceAll(/(?<=\d)[' ](?=\d{3}(?!\d))/g, '')
  const [number, separator] = /-?\d+(?:([.,])\d+)?/.exec(text) ?? []
  if (!number) return undefined
  // "1,000" is a thousand where dots are decimal marks, and "1.000" where commas are.
  const isGrouped = /^-?\d{1,3}[.,]\d{3}$/.test(number) && mark !== undefined && separator !== mark
  const quantity = Number(number.replace(/[.,]/, isGrouped ? '' : '.'))
  return Math.abs(quantity) <= most ? quantity : undefined
}

/** The first number, with the thousands that stand a space apart: another column's are further away. */
function firstNumber(words: Word[]): string {
  const start = words.findIndex(({ text }) => /\d/.test(text))
  const [first, next] = start < 0 ? [] : words.slice(start)
  if (!first) return ''
  if (!next || !/^-?\d{1,3}$/.test(first.text) || !/^\d{3}(?!\d)/.test(next.text)) return first.text
  const characterWidth = first.box.width / first.text.length
  return next.box.x - right(first.box) < 1.2 * characterWidth
    ? `${first.text} ${next.text}`
    : first.text
}

/** A quantity as the public contract writes it. */
export function formatQuantity(quantity: number): string {
  return quantity.toFixed(6).replace(/\.?0+$/, '')
}

/** The tax rate of a cell, in hundredths of a percent. */
export function parseRateCell(words: Word[] | undefined): number | undefined {
  const match = /(\d{1,2}(?:[.,]\d{1,2})?)\s*%?/.exec(textOf(words ?? []))
  return match ? parseRate(`${match[1]}%`) : undefined
}

function textOf(words: Word[]): string {
  return words.map((word) => word.text).join(' ')
}
