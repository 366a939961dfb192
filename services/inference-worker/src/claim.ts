import { createId } from '@invoice-ml/contracts'
import type { Claim, Jobs } from '@invoice-ml/storage'

// Long enough for a slow database, short enough that a killed worker's documents do not wait long.
export const leaseMs = 15_000
const renewalMs = 5_000

export function newClaim(jobId: string): Claim {
  return { id: jobId, token: createId('claim') }
}

export type HeldClaim = {
  /** Aborts when somebody else may have taken the job. */
  lost: AbortSignal
  stop: () => void
}

/** Renews the lease of a claim until it is stopped. */
export function holdClaim(jobs: Pick<Jobs, 'renew'>, claim: Claim): HeldClaim {
  const lost = new AbortController()
  let heldUntil = Date.now() + leaseMs
  const timer = setInterval(async () => {
    const askedAt = Date.now()
    try {
      if (await jobs.renew(claim, leaseMs)) heldUntil = askedAt + leaseMs
      else lost.abort(new Error('The claim was lost'))
    } catch (error) {
      // PostgreSQL is away: the claim holds until its lease ends.
      if (Date.now() > heldUntil)
        lost.abort(new Error('The claim could not be renewed', { cause: error }))
    }
  }, renewalMs)
  return { lost: lost.signal, stop: () => clearInterval(timer) }
}
