import { ProblemError } from '@invoice-ml/contracts'

/** How many of a kind may be under way at the same time, over all that share these. */
export type Slots = {
  /** Holds one until the returned function is called. @throws ProblemError `overloaded` when none is free */
  take: () => () => void
}

export type SlotsOptions = {
  /** What they are for, for who finds none: "uploads are being received". */
  busyWith: string
  /** By then one is likely to be free. */
  retryAfterSeconds: number
}

/** Each that is under way holds its share of memory and disk, so there are only so many. */
export function createSlots(count: number, { busyWith, retryAfterSeconds }: SlotsOptions): Slots {
  let free = count
  return {
    take: () => {
      if (free === 0)
        throw new ProblemError('overloaded', `${count} ${busyWith}`, { retryAfterSeconds })
      free -= 1
      let isHeld = true
      return () => {
        if (isHeld) free += 1
        isHeld = false
      }
    },
  }
}

/** For uploads, of which each holds a file while it is received. */
export function createUploadSlots(count: number): Slots {
  return createSlots(count, { busyWith: 'uploads are being received', retryAfterSeconds: 2 })
}
