/** A decimal of the public contract ("-1250.5", "1250.00 EUR") → cents, rounded half away from zero. */
export function toCents(amount: string): number {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?/.exec(amount) ?? []
  const digits = fraction.padEnd(3, '0')
  const cents = Number(whole) * 100 + Number(digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0)
  return sign === '-' ? -cents : cents
}

/** Cents → "1250.00". */
export function fromCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function sum(cents: number[]): number {
  return cents.reduce((total, part) => total + part, 0)
}
