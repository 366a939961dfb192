/** How numbers and times are written in one language; what is absent is a dash. */
export type Format = {
  number: (value: number | null | undefined) => string
  /** Of a share from 0 to 1. */
  percent: (share: number | null | undefined) => string
  /** Of milliseconds: 240 ms, 1.9 s. */
  milliseconds: (ms: number | null | undefined) => string
  /** Of seconds, in the two largest units. */
  duration: (seconds: number | null | undefined) => string
  /** Of a field's value: amounts and dates as people write them, anything else as it is. */
  value: (value: string | undefined) => string
  dateTime: (iso: string | undefined) => string
  date: (iso: string | undefined) => string
}

const dash = '–'

export function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale)
  const seconds = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'short' })
  // A day without a time is the same day everywhere.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' })
  const orDash =
    <T>(write: (value: T) => string) =>
    (value: T | null | undefined) =>
      value === null || value === undefined ? dash : write(value)
  return {
    number: orDash((value: number) => numbers.format(value)),
    percent: orDash((share: number) => percents.format(share)),
    milliseconds: orDash((ms: number) =>
      ms < 1_000 ? `${numbers.format(Math.round(ms))} ms` : `${seconds.format(ms / 1_000)} s`,
    ),
    duration: orDash(describeDuration),
    value: orDash((value: string) => {
      const [, amount, currency] = /^(-?\d+\.\d{2})(?: ([A-Z]{3}))?$/.exec(value) ?? []
      if (amount !== undefined)
        return currency === undefined
          ? new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(amount))
          : new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount))
      return /^\d{4}-\d\d-\d\d$/.test(value) ? days.format(new Date(value)) : value
    }),
    dateTime: orDash((iso: string) => dateTimes.format(new Date(iso))),
    date: orDash((iso: string) => dates.format(new Date(iso))),
  }
}

function describeDuration(seconds: number): string {
  const units: [string, number][] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ]
  let rest = Math.max(0, Math.round(seconds))
  const parts: string[] = []
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}
