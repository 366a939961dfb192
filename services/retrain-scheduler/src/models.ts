import { dirname } from 'node:path'
import type { Logger } from '@invoice-ml/runtime'
import { type Deployments, listModels, type StoredModel } from '@invoice-ml/storage'

/** The models on disk, and which of them serves. */
export type Models = {
  /** The model that serves: noted as such, so that no other begins to by merely lying there. Undefined when there is none. */
  champion: () => Promise<StoredModel | undefined>
  find: (version: string) => Promise<StoredModel | undefined>
}

type Dependencies = {
  deployments: Pick<Deployments, 'current' | 'ensureCurrent'>
  logger: Logger
}

export function createModels(dir: string, { deployments, logger }: Dependencies): Models {
  const list = () => listModels(dir, (error) => logger.warn('model left out', { error }))
  return {
    champion: async () => {
      const models = await list()
      const serving = await deployments.current()
      if (serving) return models.find(({ version }) => version === serving.modelVersion)
      const [newest] = models
      if (newest) await deployments.ensureCurrent(newest.version)
      return newest
    },
    find: async (version) => (await list()).find((model) => model.version === version),
  }
}

export function folderOf({ path }: Pick<StoredModel, 'path'>): string {
  return dirname(path)
}
