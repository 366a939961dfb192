import type { Logger } from '@invoice-ml/runtime'
import { findModel, type ModelChecks } from '@invoice-ml/storage'
import type { StartWith } from './start-with.ts'

type Dependencies = {
  checks: Pick<ModelChecks, 'open' | 'answer'>
  workerId: string
  modelDir: string
  startWith: StartWith
  logger: Logger
}

/** Tries the models that somebody wants to deploy, each in a process of its own beside the readers, and says what it is. */
export function createTryModels(dependencies: Dependencies): () => Promise<void> {
  const { checks, workerId, logger } = dependencies
  return async () => {
    for (const check of await checks.open(workerId)) {
      const refusal = await tryModel(check.modelVersion, dependencies)
      if (refusal === undefined) logger.info('model tried', { modelVersion: check.modelVersion })
      else logger.warn('model refused', { modelVersion: check.modelVersion, refusal })
      await checks.answer(check, { workerId, refusal })
    }
  }
}

/** Why a model cannot be used; undefined when it can. */
async function tryModel(
  version: string,
  { modelDir, startWith }: Dependencies,
): Promise<string | undefined> {
  const model = await findModel(modelDir, version)
  if (!model) return `${version} is not in the folder of models, or not whole`
  try {
    const trial = await startWith(model, { as: 'trial' })()
    trial.kill()
    await trial.ended
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
