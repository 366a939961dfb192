/**
 * Whether a time of Label Studio is later than another. Django writes microseconds, and none where they are zero, so that the
 * texts do not stand in the order of the times: `…:07Z` is earlier than `…:07.000001Z`.
 */
export function isLater(time: string, than: string): boolean {
  return microsOf(time) > microsOf(than)
}

/** Microseconds since 1970. */
function microsOf(time: string): number {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? ''
  const seconds = Date.parse(time.replace(`.${fraction}`, '')) / 1_000
  return seconds * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
}
