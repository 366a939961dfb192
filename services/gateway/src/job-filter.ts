import type { JobFilter as JobQuery } from '@invoice-ml/contracts'
import type { JobFilter } from '@invoice-ml/storage'

/** Which jobs a request means. */
export function toJobFilter(query: JobQuery): JobFilter {
  return {
    status: query.status,
    createdAfter: query.created_after ? new Date(query.created_after) : undefined,
    createdBefore: query.created_before ? new Date(query.created_before) : undefined,
    needsReview: query.needs_review,
    externalId: query.external_id,
    batchId: query.batch_id,
    supplier: query.supplier,
    text: query.text,
  }
}
