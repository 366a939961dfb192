// Without a schema: a web page needs them as well, and need not load any for it.

/** Where a job can be in its life. */
export const jobStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const

/** Those that it does not leave. */
export const finalStatuses: readonly (typeof jobStatuses)[number][] = [
  'completed',
  'failed',
  'cancelled',
]
