import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Deployments, trialMark } from '@invoice-ml/storage'
import { folderOf, type Models } from './models.ts'

type Dependencies = {
  deployments: Pick<Deployments, 'current'>
  models: Pick<Models, 'find'>
}

/**
 * Has what serves no longer be on trial, and what was rolled back be on trial again. A database that is lost takes the history of
 * deployments with it: what serves then is the newest model in the folder that had proved itself.
 */
export function createMarkTrials({ deployments, models }: Dependencies): () => Promise<void> {
  return async () => {
    const current = await deployments.current()
    if (!current) return
    const { modelVersion, previousVersion, reason } = current
    const serving = await models.find(modelVersion)
    if (serving?.isOnTrial) await rm(join(folderOf(serving), trialMark), { force: true })
    if (reason !== 'rolled_back' || previousVersion === undefined) return
    const rolledBack = await models.find(previousVersion)
    if (rolledBack && !rolledBack.isOnTrial)
      await writeFile(join(folderOf(rolledBack), trialMark), '')
  }
}
