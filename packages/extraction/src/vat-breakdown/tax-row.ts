/** What is taxed at one rate, and the tax: cents, and hundredths of a percent. */
export type TaxRow = { basisPoints: number; base: number; tax: number }

/** The document's net and tax in cents. */
export type Sums = { net: number; tax: number }

/** Cents that rounding may take. */
export const rounding = 2

/** Whether the tax is what the rate makes of the base. */
export function isTaxed({ basisPoints, base, tax }: TaxRow): boolean {
  // Nothing is any rate of nothing.
  if (base === 0 || Math.abs(base) < Math.abs(tax)) return false
  return Math.abs((Math.abs(base) * basisPoints) / 10_000 - Math.abs(tax)) <= rounding
}
