import type { StoredTraining, TrainingChanges } from '@invoice-ml/storage'

/**
 * One step of a training. It may be cut off at any moment and is then done again: what it finds done, it leaves. Resolves to
 * what has changed, or to undefined when there is only to wait.
 *
 * @throws ProblemError when the training cannot be finished; anything else is tried again
 */
export type Step = (
  training: StoredTraining,
  context: { signal: AbortSignal },
) => Promise<TrainingChanges | undefined>
