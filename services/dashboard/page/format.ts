/** How numbers and times are written in one language; what is absent is a dash. */
export type Format = {
  number: (value: number | null | undefined) => string
  /** Of a share from 0 to 1. */
  percent: (share: number | null | undefined) => string
  /** Of a share just below 1, never rounded up to it. */
  uptime: (share: number | null | undefined) => string
  /** Of milliseconds: 240 ms, 1.9 s. */
  milliseconds: (ms: number | null | undefined) => string
  /** Of bytes: 5.5 MB. */
  megabytes: (bytes: number) => string
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
  const megabytes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const hundredths = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
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
    uptime: orDash((share: number) => hundredths.format(Math.floor(share * 1e4) / 1e4)),
    milliseconds: orDash((ms: number) =>
      ms < 1_000 ? `${numbers.format(Math.round(ms))} ms` : `${seconds.format(ms / 1_000)} s`,
    ),
    megabytes: (bytes) => megabytes.format(bytes / 1e6),
    duration: orDash(createDuration(locale)),
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

/** In the two largest units that are needed, as 3 h 20 min. */
function createDuration(locale: string): (seconds: number) => string {
  const units = (
    [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
      ['second', 1],
    ] as const
  ).map(([unit, size]) => ({
    size,
    numbers: new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  }))
  return (seconds) => {
    let rest = Math.max(0, Math.round(seconds))
    const parts: string[] = []
    for (const { size, numbers } of units) {
      const count = Math.floor(rest / size)
      rest -= count * size
      // Nothing at all is no seconds.
      if (count > 0 || (size === 1 && parts.length === 0)) parts.push(numbers.format(count))
    }
    return parts.slice(0, 2).join(' ')
  }
}
