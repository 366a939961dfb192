import { ProblemError } from '@invoice-ml/contracts'

/** How many uploads are received at the same time, over all that share these. */
export type UploadSlots = {
  /** Holds one until the returned function is called. @throws ProblemError `overloaded` when none is free */
  take: () => () => void
}

// By then most of what is being received has come.
const retryAfterSeconds = 2

/** Each upload under way holds a file and its share of the disk, so there are only so many. */
export function createUploadSlots(count: number): UploadSlots {
  let free = count
  return {
    take: () => {
      if (free === 0)
        throw new ProblemError('overloaded', `${count} uploads are being received`, {
          retryAfterSeconds,
        })
      free -= 1
      let isHeld = true
      return () => {
        if (isHeld) free += 1
        isHeld = false
      }
    },
  }
}
