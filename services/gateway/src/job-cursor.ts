import { JobId, type JobListCursor } from '@invoice-ml/contracts'
import type { JobCursor } from '@invoice-ml/storage'

/** Where a page of jobs ended, as clients carry it: the time in milliseconds and the job. */
export function writeCursor({ createdAt, id }: JobCursor): JobListCursor {
  return `${createdAt.getTime()}-${id}`
}

/** What writeCursor wrote; the schema has checked its form. */
export function readCursor(cursor: JobListCursor): JobCursor {
  const [timeMs, id] = cursor.split('-')
  return { createdAt: new Date(Number(timeMs)), id: JobId.parse(id) }
}
