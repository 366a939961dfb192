// PostgreSQL was never reached.
const neverReached = ['ECONNREFUSED', 'ENOTFOUND']

/**
 * Whether the rows surely did not come, and never will: PostgreSQL was not reached, or said why not. A connection that is
 * lost, or an answer that is late, may hide a commit that has been or is yet to come: then the files stay for the rows,
 * or for the sweep of files without one.
 */
export function isNotCommitted(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  if (neverReached.includes(`${error.code}`)) return true
  // With a severity it is the word of PostgreSQL, or of PgBouncer, which says 08P01 when it has lost PostgreSQL. These end a
  // session, wherever it was.
  return 'severity' in error && !/^(08|57P0[12])/.test(`${error.code}`)
}
