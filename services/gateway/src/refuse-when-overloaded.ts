import { type Priority, ProblemError } from '@invoice-ml/contracts'
import type { Settings } from '@invoice-ml/runtime'
import type { PlatformState } from './platform-state.ts'

type Dependencies = {
  state: Pick<PlatformState, 'jobsAhead' | 'secondsToRead'>
  settings: Settings
}

/**
 * Whoever would wait behind too many is told to come back. Batches fill their own lane: however many documents of theirs wait,
 * a single one is taken.
 * @throws ProblemError `overloaded`
 */
export async function refuseWhenOverloaded(
  priority: Priority,
  { state, settings }: Dependencies,
  count = 1,
): Promise<void> {
  const ahead = await state.jobsAhead(priority)
  const excess = ahead + count - settings.api.max_queue_depth
  if (excess <= 0) return
  throw new ProblemError('overloaded', `${ahead} documents wait already`, {
    retryAfterSeconds: await state.secondsToRead(excess),
  })
}
