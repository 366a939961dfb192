import type { Adjustments, FieldLabel } from '@invoice-ml/contracts'
import { formatCents } from '../parse/amount.ts'
import { type Check, type CheckId, verdict } from './check.ts'

/** Cents that rounding may take from a total. */
export const tolerance = 2

/** Amounts of the document in cents: by label, and those that only an XML tells. */
export type Sums = Partial<Record<FieldLabel | keyof Adjustments, number | undefined>>

export type Equation = {
  labels: FieldLabel[]
  /** The calculation in words: "net 500.00 + VAT 100.00". */
  left: string
  /** Cents that it makes. Signs are left aside: credit notes print a minus or not. */
  made: number
  /** What should be equal, its name and its cents. */
  name: string
  printed: number
  /** Cents of difference that are allowed beyond the usual. */
  slack?: number
}

/** Whether a calculation makes what is printed. */
export function checkEquation(id: CheckId, equation: Equation): Check {
  const { labels, left, name, printed, slack = 0 } = equation
  const made = Math.abs(equation.made)
  const passed = Math.abs(made - Math.abs(printed)) <= tolerance + slack
  const detail = passed
    ? `${left} = ${name} ${formatCents(printed)}`
    : `${left} = ${formatCents(printed < 0 ? -made : made)}, but ${name} is ${formatCents(printed)}`
  return verdict(id, passed, { labels, detail })
}
