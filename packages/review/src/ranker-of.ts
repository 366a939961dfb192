import type { Ranker } from '@invoice-ml/contracts'
import type { Logger } from '@invoice-ml/runtime'
import { findModel } from '@invoice-ml/storage'
import { readRanker } from '@invoice-ml/storage/beside-model'

/**
 * What corrections have added to the weights of a model; undefined when it has none, and when the model is gone or its ranker
 * cannot be understood: nobody's correction fails for that.
 */
export async function rankerOf(
  modelVersion: string,
  { modelDir, logger }: { modelDir: string; logger: Pick<Logger, 'warn'> },
): Promise<Ranker | undefined> {
  try {
    const model = await findModel(modelDir, modelVersion)
    return model && (await readRanker(model.path))
  } catch (error) {
    logger.warn('ranker left out', { modelVersion, error })
    return undefined
  }
}
