import { ProblemError, type TrainingEvaluation } from '@invoice-ml/contracts'
import type { Deployments, StoredTraining, TrainingChanges } from '@invoice-ml/storage'

/** Deploys a challenger that has passed, or says why it cannot serve all the same. */
export type DeployChallenger = (
  training: StoredTraining,
  evaluation: TrainingEvaluation,
) => Promise<TrainingChanges>

export function createDeployChallenger(
  deployments: Pick<Deployments, 'current' | 'replace'>,
): DeployChallenger {
  return async ({ id, champion, challenger }, evaluation) => {
    if (!challenger) throw new ProblemError('training-failed', 'No model was trained')
    const current = await deployments.current()
    // The last time it was cut off after that.
    if (current?.trainingId === id) return { status: 'deployed', evaluation }
    if (!current || current.modelVersion !== champion)
      return reject(evaluation, `${current?.modelVersion} serves by now, not ${champion}`)
    try {
      const made = await deployments.replace(current.id, {
        modelVersion: challenger,
        reason: 'trained',
        trainingId: id,
        actor: 'retrain-scheduler',
        detail: evaluation.reasons.join('; '),
      })
      if (made) return { status: 'deployed', evaluation }
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'model-unusable')
        return reject(evaluation, error.message)
      // Not every worker has answered: they may later.
      throw new Error('The challenger could not be deployed', { cause: error })
    }
    // The next attempt finds out what serves now.
    throw new Error('Something else was deployed meanwhile')
  }
}

function reject(evaluation: TrainingEvaluation, reason: string): TrainingChanges {
  return { status: 'rejected', evaluation: { ...evaluation, passed: false, reasons: [reason] } }
}
