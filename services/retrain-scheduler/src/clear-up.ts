import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@invoice-ml/runtime'
import type { Trainings } from '@invoice-ml/storage'
import { generatedName } from './generated-pages.ts'
import type { TrainerClient } from './trainer-client.ts'

type Dependencies = {
  trainings: Pick<Trainings, 'list'>
  trainer: Pick<TrainerClient, 'cancel'>
  datasets: string
  runs: string
  /** How many drawn pages are replayed: those of other names are of earlier generators, labels or settings. */
  replayedPages: number
  logger: Logger
}

// As many trainings are looked at as may have ended while nobody cleared up.
const mostLooked = 20

/**
 * Erases what only trainings needed that have ended: pages of documents, drawn pages that none asks for any more, and checkpoints. The model is kept where it serves. A
 * run that a failed training has left going on is ended first.
 */
export function createClearUp(dependencies: Dependencies): () => Promise<void> {
  const { trainings, trainer, datasets, runs, replayedPages, logger } = dependencies
  return async () => {
    const known = await trainings.list(mostLooked)
    const needed = known.filter(({ finishedAt }) => !finishedAt).map(({ id }) => id)
    const drawn = await generatedName(replayedPages)
    for (const name of await namesIn(datasets)) {
      const [id = ''] = name.split('.')
      const isOver = id.startsWith('trn_') && !needed.includes(id)
      const isOutdated = id.startsWith('generated-') && id !== drawn && needed.length === 0
      if (isOver || isOutdated) await rm(join(datasets, name), { recursive: true, force: true })
    }
    const left = await namesIn(runs)
    for (const { runId, finishedAt } of known) {
      if (!runId || !finishedAt || !left.includes(runId)) continue
      // A trainer that is away follows no run, and finds none when it starts again.
      await trainer
        .cancel(runId)
        .catch((error: unknown) => logger.warn('run not cancelled', { runId, error }))
      await rm(join(runs, runId), { recursive: true, force: true })
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  // Nothing was trained yet.
  return readdir(folder).catch(() => [])
}
