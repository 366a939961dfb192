import { ProblemError } from '@invoice-ml/contracts'
import type { StoredJob } from '@invoice-ml/storage'

/** @throws ProblemError `file-erased` when the file of a job is no longer kept */
export function refuseErased({ id, fileErasedAt }: StoredJob): void {
  if (!fileErasedAt) return
  throw new ProblemError(
    'file-erased',
    `The file of ${id} was kept until ${fileErasedAt.toISOString()}`,
  )
}
