import type { Jobs } from '@invoice-ml/storage'

// PostgreSQL was never reached: refused, starting up, too many connections, closed to connections.
const neverReached = ['ECONNREFUSED', 'ENOTFOUND', '57P03', '53300', '55000']

/**
 * Whether the row surely did not come. A connection may be lost between the commit and its answer; as long as nobody can
 * tell, the file stays for the row, or for the sweep of files without one.
 */
export async function isNotCommitted(
  error: unknown,
  jobId: string,
  jobs: Pick<Jobs, 'findVersion'>,
): Promise<boolean> {
  if (error instanceof Error && 'code' in error && neverReached.includes(`${error.code}`))
    return true
  return (await jobs.findVersion(jobId).catch(() => 'unknown')) === undefined
}
