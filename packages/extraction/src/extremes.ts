/** What `Math.min` gives, of any number of values: as its arguments, those of a long document overflow the stack. */
export function smallest(values: Iterable<number>): number {
  let result = Number.POSITIVE_INFINITY
  for (const value of values) result = Math.min(result, value)
  return result
}

/** What `Math.max` gives, as `smallest`. */
export function largest(values: Iterable<number>): number {
  let result = Number.NEGATIVE_INFINITY
  for (const value of values) result = Math.max(result, value)
  return result
}
