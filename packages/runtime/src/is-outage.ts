const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // PostgreSQL: connection failures (08P01 where PgBouncer has them), shutting down, starting up.
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '08P01',
  '57P01',
  '57P02',
  '57P03',
  // Its time is over: the database is overloaded, whatever it was asked.
  '57014',
  // The database takes no connections, or no more of them.
  '55000',
  '53300',
  // The disk is full, may only be read, or has gone away; too many files are open.
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'ESTALE',
  'EMFILE',
  'ENFILE',
])

// The clients of PostgreSQL and Redis have no code for these.
const awayMessages = new RegExp(
  `^(${[
    'Connection terminated',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    // The connection ended between two statements of a transaction.
    'Client (has encountered a connection error|was closed) and is not queryable',
    'Connection is closed',
    "Stream isn't writeable",
    'Command timed out',
    'Socket timeout',
    'Reached the max retries',
    'All sentinels are unreachable',
  ].join('|')})`,
)

/** Whether an error says that something around is away for a while (a store, the network, the disk), whatever is asked of it. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string') return awayCodes.has(error.code)
  return awayMessages.test(error.message)
}
