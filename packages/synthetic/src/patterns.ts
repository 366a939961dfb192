import type { Random } from './random.ts'

/** `YYYY`, `YY` and `MM` of the date, `#` any digit. */
export function fillPattern(random: Random, pattern: string, date: string): string {
  return pattern
    .replace('YYYY', date.slice(0, 4))
    .replace('YY', date.slice(2, 4))
    .replace('MM', date.slice(5, 7))
    .replaceAll('#', () => String(random.int(0, 9)))
}

/** An ISO date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}
