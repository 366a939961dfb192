import type { Logger, Retraining } from '@invoice-ml/runtime'
import type { Deployments, StoredDeployment, TrainingData } from '@invoice-ml/storage'
import { shouldRollBack } from './policy.ts'

type Dependencies = {
  deployments: Pick<Deployments, 'list' | 'replace'>
  data: Pick<TrainingData, 'rates'>
  settings: Retraining['watch']
  onRolledBack: () => void
  logger: Logger
}

const hourMs = 3_600_000

/** Looks at how often people step in since a trained model serves, and brings the one before back when it is more often. */
export function createWatchDeployment(dependencies: Dependencies): () => Promise<void> {
  const { deployments, data, settings, onRolledBack, logger } = dependencies
  return async () => {
    const history = await deployments.list()
    const [newest] = history
    // Who loads the same model again changes nothing.
    const current = history.find(
      ({ modelVersion, previousVersion }) => modelVersion !== previousVersion,
    )
    const { previousVersion } = current ?? {}
    if (!newest || !current || !previousVersion || !isWatched(current, settings)) return
    const since = current.createdAt
    const before = { from: new Date(since.getTime() - settings.hours * hourMs), to: since }
    const after = { from: since, to: new Date() }
    const decision = shouldRollBack(
      await data.rates(previousVersion, before),
      await data.rates(current.modelVersion, after),
      settings,
    )
    if (!decision.isYes) return
    const made = await deployments.replace(newest.id, {
      modelVersion: previousVersion,
      reason: 'rolled_back',
      trainingId: current.trainingId,
      actor: 'retrain-scheduler',
      detail: decision.reasons.join('; '),
    })
    // Another replica has done it, or somebody has chosen a model meanwhile.
    if (!made) return
    onRolledBack()
    logger.warn('model rolled back', {
      from: current.modelVersion,
      to: previousVersion,
      reasons: decision.reasons,
    })
  }
}

function isWatched(
  { reason, createdAt }: StoredDeployment,
  { enabled, hours }: Retraining['watch'],
): boolean {
  return enabled && reason === 'trained' && Date.now() - createdAt.getTime() < hours * hourMs
}
