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
  // With a severity it is PostgreSQL's own word; 57P01 and 57P02 end a session, wherever it was.
  return 'severity' in error && error.code !== '57P01' && error.code !== '57P02'
}
