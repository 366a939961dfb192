import type { Logger } from '@invoice-ml/runtime'
import {
  type Deployments,
  findModel,
  findNewestModel,
  listModels,
  type StoredModel,
} from '@invoice-ml/storage'

/** A model to read with; without a path words alone are read. */
export type ModelFile = Pick<StoredModel, 'name' | 'version' | 'path'>

/** What is to serve, by the last deployment or, as long as there is none, by what lies in the folder. */
export type WantedModel = {
  /** Changes whenever something is to be loaded. */
  key: string
  version: string
  deploymentId: string | undefined
  /** It is to be loaded again even where it serves already. */
  isReload: boolean
  /** Undefined when it was deployed and is no longer there. */
  file: ModelFile | undefined
}

/** Tells which model is to serve. Rejects while PostgreSQL does not answer. */
export type FindWantedModel = () => Promise<WantedModel>

const wordsOnly: ModelFile = { name: 'none', path: '', version: 'words-only' }

/** It is asked again and again: why a model is left out is logged once, until that changes. */
export function createFindWantedModel(
  deployments: Pick<Deployments, 'current'>,
  { modelDir, logger }: { modelDir: string; logger: Pick<Logger, 'warn'> },
): FindWantedModel {
  let told = new Set<string>()

  async function findNewest(): Promise<StoredModel | undefined> {
    const reasons = new Set<string>()
    const newest = await findNewestModel(modelDir, (error) => {
      const reason = String(error)
      reasons.add(reason)
      if (!told.has(reason)) logger.warn('model left out', { error })
    })
    told = reasons
    return newest
  }

  return async () => {
    const deployment = await deployments.current()
    if (!deployment) {
      const file = (await findNewest()) ?? wordsOnly
      const { version } = file
      return { key: `newest ${version}`, version, deploymentId: undefined, isReload: false, file }
    }
    const { id, modelVersion, reason } = deployment
    return {
      key: id,
      version: modelVersion,
      deploymentId: id,
      isReload: reason === 'reloaded',
      file: await findModel(modelDir, modelVersion),
    }
  }
}

/**
 * What may serve in place of a model that cannot be loaded: what served before it, then the newest there are; at most two, and
 * none that is on trial.
 */
export async function findSubstitutes(
  deployments: Pick<Deployments, 'list'>,
  {
    modelDir,
    logger,
    instead,
  }: { modelDir: string; logger: Pick<Logger, 'debug'>; instead: string },
): Promise<ModelFile[]> {
  const deployed = (await deployments.list()).map(({ modelVersion }) => modelVersion)
  const models = await listModels(modelDir, (error) => logger.debug('model left out', { error }))
  const byVersion = new Map(models.map((model) => [model.version, model]))
  const versions = new Set([...deployed, ...byVersion.keys()])
  versions.delete(instead)
  const there = [...versions].flatMap((version) => byVersion.get(version) ?? [])
  return there.filter(({ isOnTrial }) => !isOnTrial).slice(0, 2)
}
