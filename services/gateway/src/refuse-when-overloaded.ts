import { type Priority, ProblemError } from '@invoice-ml/contracts'
import type { Settings } from '@invoice-ml/runtime'
import type { UsedKeys } from '@invoice-ml/storage'
import { type Disk, isFull } from './disk.ts'
import type { PlatformState } from './platform-state.ts'

type Dependencies = {
  /** The disk of the documents. */
  disk: () => Promise<Disk>
  state: Pick<PlatformState, 'jobsAhead' | 'secondsToRead'>
  usedKeys: UsedKeys
  settings: Settings
}

type Newcomer = {
  priority: Priority
  /** Documents to read. */
  count?: number
  /** The Idempotency-Key of the request. */
  key: string | undefined
}

// Somebody has to make room.
const diskRetrySeconds = 60

/**
 * While the disk is full nothing is taken, as GET /health says. Whoever would wait behind too many is told to come back; a request that was accepted before is answered again, however many
 * wait. Batches fill their own lane: whatever waits in it, a single document is taken.
 *
 * @throws ProblemError `service-unavailable`; `overloaded`; `too-many-files` when there would never be room
 */
export async function refuseWhenOverloaded(
  { priority, count = 1, key }: Newcomer,
  { disk, state, usedKeys, settings }: Dependencies,
): Promise<void> {
  if (isFull(await disk()))
    throw new ProblemError('service-unavailable', 'The disk of the documents is full', {
      retryAfterSeconds: diskRetrySeconds,
    })
  const limit = settings.api.max_queue_depth
  const ahead = await state.jobsAhead(priority)
  const excess = ahead + count - limit
  if (excess <= 0) return
  if (key !== undefined && (await usedKeys.has(key))) return
  if (count > limit)
    throw new ProblemError('too-many-files', `${count} are to be read; at most ${limit} may wait`)
  throw new ProblemError('overloaded', `${ahead} documents wait already`, {
    retryAfterSeconds: await state.secondsToRead(excess),
  })
}
