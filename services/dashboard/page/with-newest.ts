import type { Rows } from './jobs.ts'

/**
 * A list whose beginning was read again. What was known below the last of the newest rows follows them; where they do not
 * reach what was known, the list begins anew, since nobody knows what lies between.
 */
export function withNewest(pages: Rows[], newest: Rows): Rows[] {
  const last = newest.rows.at(-1)
  const known = pages.flatMap(({ rows }) => rows)
  const end = known.findIndex(({ id }) => id === last?.id)
  const rest = known.slice(end + 1)
  if (end === -1 || newest.next === undefined || rest.length === 0) return [newest]
  return [newest, { rows: rest, next: pages.at(-1)?.next }]
}
