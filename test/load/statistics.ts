/** Median and high percentiles, in the unit of the values. */
export type Spread = { count: number; median: number; p95: number; p99: number }

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (q: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
  return { count: values.length, median: at(0.5), p95: at(0.95), p99: at(0.99) }
}
