import type { Segment } from '../lines.ts'
import { parseAmount } from '../parse/amount.ts'
import type { NamedDollar } from '../wording/dollars.ts'
import { untilSentenceEnds } from '../wording/sums.ts'

/** A sum that a dollar is named with, and whether it is right beside it: "CA$850.00". */
export type NamedSum = { cents: number; hasDecimals: boolean; isBeside: boolean }

// No sum is longer, and a row of nothing but digits keeps nobody busy.
const behindIt = /^[\s:()|=$]{0,10}(\d[\d ,.']{0,20})/
const beforeIt = /(?<![\d.,])(\d[\d ,.']{0,17}[.,]\d\d)[\s|($]{0,5}$/
const money = /(?<![\d.,])(?:\d{1,3}(?:[ ,.']\d{3}){1,4}|\d{1,9})[.,]\d\d(?!\d)/g
const alone = /^[-(]?\$? ?\d[\d ,.']{0,20}[.,]\d\d ?\$?\)?$/

/** The sum that a dollar is named with: right beside it, later in its sentence, in the piece behind, or else in that before. */
export function sumOf(
  { before, behind }: NamedDollar,
  { left, right }: { left: Segment | undefined; right: Segment | undefined },
): NamedSum | undefined {
  const beside = behindIt.exec(behind)?.[1] ?? beforeIt.exec(before)?.[1]
  if (beside) return toSum(beside, true)
  const later = [...untilSentenceEnds(behind).matchAll(money)].at(-1)?.[0]
  const next = [right, /\w/.test(behind) ? undefined : left].find(
    (piece) => piece && alone.test(piece.text),
  )
  const apart = later ?? next?.text
  return apart === undefined ? undefined : toSum(apart, false)
}

function toSum(printed: string, isBeside: boolean): NamedSum | undefined {
  const amount = parseAmount(printed.replace(/[ ,.']{1,3}$/, ''))
  return amount && { ...amount, cents: Math.abs(amount.cents), isBeside }
}
