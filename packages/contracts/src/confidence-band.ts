/** Where one band of confidences ends and the next begins; finer where most values are. */
const bounds = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1] as const

const names = bounds.slice(1).map((end, index) => `${bounds[index]}-${end}`)

/** The bands that confidences are counted in, lowest first: `0-0.5` … `0.99-1`. */
export const confidenceBands: readonly string[] = names

/** The band of a confidence from 0 to 1; a bound belongs to the band that it begins. */
export function confidenceBand(confidence: number): string {
  const index = bounds.slice(1, -1).findLastIndex((begin) => confidence >= begin)
  return names[index + 1] ?? ''
}

/** The share of the confidences in each band; undefined without any. */
export function confidenceShares(confidences: number[]): Record<string, number> | undefined {
  if (confidences.length === 0) return undefined
  const bands = Map.groupBy(confidences, confidenceBand)
  const share = (band: string) => (bands.get(band)?.length ?? 0) / confidences.length
  return Object.fromEntries(names.map((band) => [band, Math.round(share(band) * 10_000) / 10_000]))
}
