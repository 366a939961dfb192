import { createId } from '@invoice-ml/contracts'
import type { Logger, Retraining } from '@invoice-ml/runtime'
import type { Trainings } from '@invoice-ml/storage'
import { isFromTrainer } from './model-files.ts'
import type { Models } from './models.ts'
import { shouldTrain } from './policy.ts'

type Dependencies = {
  trainings: Trainings
  models: Pick<Models, 'find'>
  settings: Retraining
  hasTrainer: boolean
  logger: Logger
}

/** Looks whether enough was annotated, and asks for a training then; otherwise it says why not. Never two, whoever else looks. */
export function createCheckAnnotations(dependencies: Dependencies): () => Promise<void> {
  const { trainings, models, settings, hasTrainer, logger } = dependencies
  return async () => {
    if (!hasTrainer) return
    const [standing, [newest]] = await Promise.all([trainings.standing(), trainings.list(1)])
    const champion = newest?.champion && (await models.find(newest.champion))
    const { isYes, reasons } = shouldTrain(standing, newest, {
      settings,
      now: new Date(),
      isForeign: Boolean(champion && !isFromTrainer(champion)),
    })
    if (!isYes) {
      logger.debug('no training', { reasons })
      return
    }
    const id = createId('trn')
    const training = await trainings.request({ id, requestedBy: 'annotations', standing })
    if (training) logger.info('training requested', { trainingId: id, reasons })
  }
}
