import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Trainings } from '@invoice-ml/storage'

type Dependencies = { trainings: Pick<Trainings, 'list'>; datasets: string; runs: string }

// As many trainings are looked at as may have ended while nobody cleared up.
const mostLooked = 20

/** Erases what only trainings needed that have ended: pages of documents, and checkpoints. The model is kept where it serves. */
export function createClearUp({ trainings, datasets, runs }: Dependencies): () => Promise<void> {
  return async () => {
    const known = await trainings.list(mostLooked)
    const needed = known.filter(({ finishedAt }) => !finishedAt).map(({ id }) => id)
    for (const name of await namesIn(datasets)) {
      const [id = ''] = name.split('.')
      if (id.startsWith('trn_') && !needed.includes(id))
        await rm(join(datasets, name), { recursive: true, force: true })
    }
    for (const { runId, finishedAt } of known)
      if (runId && finishedAt) await rm(join(runs, runId), { recursive: true, force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  // Nothing was trained yet.
  return readdir(folder).catch(() => [])
}
