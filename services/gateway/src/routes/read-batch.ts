import { ProblemError, readBatch } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Batches } from '@invoice-ml/storage'
import type { Express } from 'express'
import { isOpen, presentBatch } from '../present-batch.ts'

/** GET /batches/{batch_id} */
export function addReadBatch(
  app: Express,
  { batches }: { batches: Pick<Batches, 'find' | 'entries'> },
): void {
  route(app, readBatch, async ({ params, query }) => {
    const { limit, cursor: from = 0 } = query
    // One more than asked for tells whether there is a next page.
    const batch = await batches.find(params.batch_id)
    if (!batch) throw new ProblemError('batch-not-found', `There is no ${params.batch_id}`)
    // After the counts: a batch that is said to be complete shows no entry that is still being read.
    const found = await batches.entries(params.batch_id, { from, limit: limit + 1 })
    const body = presentBatch(batch, found.slice(0, limit), found[limit]?.position)
    const answer = { status: 200, body }
    return isOpen(batch.counts) ? { ...answer, headers: { 'Retry-After': '2' } } : answer
  })
}
