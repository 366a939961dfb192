import type { Batch, BatchEntry } from '@invoice-ml/contracts'
import type { BatchSummary, BatchEntry as StoredEntry } from '@invoice-ml/storage'

/** A file of a batch as clients see it. */
export function presentEntry({ position, filename, job, refusal }: StoredEntry): BatchEntry {
  return {
    position,
    filename,
    job_id: job?.id,
    status: job?.status,
    problem: refusal ?? (job?.status === 'failed' ? job.problem : undefined),
  }
}

/** A batch as clients see it, with a page of its files. */
export function presentBatch(
  { id, createdAt, total, counts }: BatchSummary,
  entries: StoredEntry[],
  nextPosition: number | undefined,
): Batch {
  return {
    batch_id: id,
    status: isOpen(counts) ? 'processing' : 'completed',
    created_at: createdAt.toISOString(),
    total,
    counts,
    entries: entries.map(presentEntry),
    next_cursor: nextPosition === undefined ? undefined : String(nextPosition),
  }
}

export function isOpen({ queued, processing }: Batch['counts']): boolean {
  return queued + processing > 0
}
