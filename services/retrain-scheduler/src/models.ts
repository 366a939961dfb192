import { dirname } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import type { Logger } from '@invoice-ml/runtime'
import { type Deployments, listModels, type StoredModel } from '@invoice-ml/storage'

/** The models on disk, and which of them serves. */
export type Models = {
  /**
   * The model that serves: noted as such, so that no other begins to by merely lying there.
   *
   * @throws ProblemError `training-failed` when it is not in the folder, or no model is
   */
  champion: () => Promise<StoredModel>
  find: (version: string) => Promise<StoredModel | undefined>
  /** Those that came out of trainings and are not deployed, newest first. */
  onTrial: () => Promise<StoredModel[]>
}

type Dependencies = {
  deployments: Pick<Deployments, 'current' | 'ensureCurrent'>
  logger: Pick<Logger, 'warn'>
}

export function createModels(dir: string, { deployments, logger }: Dependencies): Models {
  const list = () => listModels(dir, (error) => logger.warn('model left out', { error }))
  return {
    champion: async () => {
      const models = await list()
      const newest = models.find(({ isOnTrial }) => !isOnTrial)
      const serving =
        (await deployments.current()) ??
        (newest && (await deployments.ensureCurrent(newest.version)))
      if (!serving) throw failed('There is no model to start from: MODEL_DIR holds none')
      const champion = models.find(({ version }) => version === serving.modelVersion)
      if (!champion)
        throw failed(
          `${serving.modelVersion}, which serves, is not in MODEL_DIR: put it back, or activate another model`,
        )
      return champion
    },
    find: async (version) => (await list()).find((model) => model.version === version),
    onTrial: async () => (await list()).filter(({ isOnTrial }) => isOnTrial),
  }
}

function failed(detail: string): ProblemError {
  return new ProblemError('training-failed', detail)
}

export function folderOf({ path }: Pick<StoredModel, 'path'>): string {
  return dirname(path)
}
