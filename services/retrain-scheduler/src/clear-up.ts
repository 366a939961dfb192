import { readdir, rename, rm } from 'node:fs/promises'
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
// Of failed runs: a person looks at the last few.
const mostLogs = 20

/**
 * Erases what only trainings needed that have ended: pages of documents, drawn pages that none asks for any more, and checkpoints. The model is kept where it serves, and
 * what a run printed whose training failed beside the folders of runs, as `RUN.log`. A run that a failed training has left going on is ended first.
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
    for (const { runId, finishedAt, status } of known) {
      if (!runId || !finishedAt || !left.includes(runId)) continue
      // A trainer that is away follows no run, and finds none when it starts again.
      await trainer
        .cancel(runId)
        .catch((error: unknown) => logger.warn('run not cancelled', { runId, error }))
      if (status === 'failed') await keepLog(runs, runId)
      await rm(join(runs, runId), { recursive: true, force: true })
    }
    await forgetLogs(runs)
  }
}

async function keepLog(runs: string, runId: string): Promise<void> {
  try {
    await rename(join(runs, runId, 'train.log'), join(runs, `${runId}.log`))
  } catch (error) {
    // No process of it was ever started.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
}

/** Erases the oldest: the name of a run begins with its time. */
async function forgetLogs(runs: string): Promise<void> {
  const logs = (await namesIn(runs)).filter((name) => name.endsWith('.log')).sort()
  for (const name of logs.slice(0, -mostLogs)) await rm(join(runs, name), { force: true })
}

async function namesIn(folder: string): Promise<string[]> {
  // Nothing was trained yet.
  return readdir(folder).catch(() => [])
}
