import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Deployments, trialMark } from '@invoice-ml/storage'
import { folderOf, type Models } from './models.ts'

type Dependencies = {
  deployments: Pick<Deployments, 'current'>
  models: Pick<Models, 'find' | 'onTrial'>
}

// Any of them may still be activated by hand; each is some megabytes.
const mostOnTrial = 20

/**
 * Has what serves no longer be on trial, and what was rolled back be on trial again. A database that is lost takes the history of
 * deployments with it: what serves then is the newest model in the folder that had proved itself. Of those on trial the oldest are
 * erased, above twenty.
 */
export function createTendTrials({ deployments, models }: Dependencies): () => Promise<void> {
  return async () => {
    await mark()
    for (const model of (await models.onTrial()).slice(mostOnTrial))
      await rm(folderOf(model), { recursive: true, force: true })
  }

  async function mark(): Promise<void> {
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
