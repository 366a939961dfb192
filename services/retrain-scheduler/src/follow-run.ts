import { dirname, join } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import type { StoredTraining, TrainingChanges } from '@invoice-ml/storage'
import { overCommonLabels } from './common-labels.ts'
import { folderOf, type Models } from './models.ts'
import { publishModel } from './publish-model.ts'
import type { Step } from './step.ts'
import type { TrainerClient, TrainerRun } from './trainer-client.ts'

type Dependencies = {
  trainer: TrainerClient
  models: Models
  /** Where the trainer keeps its runs. */
  runs: string
  /** Where the data sets of trainings lie, and beside each what the ranker learned from it. */
  datasets: string
}

/** Follows the run that was started, and brings its model to where the workers find it. */
export function createFollowRun({ trainer, models, runs, datasets }: Dependencies): Step {
  return async (training) => {
    const { runId, champion: version } = training
    if (!runId || !version) throw new ProblemError('training-failed', 'No run was started')
    const run = await trainer.find(runId)
    if (!run) throw new ProblemError('training-failed', `The trainer no longer knows ${runId}`)
    if (run.status === 'failed')
      throw new ProblemError('training-failed', `The trainer failed: ${run.problem ?? 'no reason'}`)
    if (run.status === 'running') return news(training, run)
    const champion = await models.find(version)
    if (!champion) throw new ProblemError('training-failed', `${version} is no longer there`)
    const { name } = champion
    await publishModel({
      from: join(runs, runId, 'models', name, run.version),
      to: join(dirname(folderOf(champion)), run.version),
      champion: folderOf(champion),
      dataset: join(datasets, training.id),
    })
    // The trainer may be gone when they are asked for.
    return { ...news(training, run), status: 'evaluating', ...measuredIn(run) }
  }
}

/** What was measured of both on drawn pages. */
function measuredIn({ champion, manifest }: TrainerRun): TrainingChanges | undefined {
  if (!champion || !manifest) return undefined
  const mean = overCommonLabels(champion, manifest.metrics.generated.both)
  return { championMap50: mean.champion, challengerMap50: mean.challenger }
}

/** Its progress, when there is any since the last time. */
function news(training: StoredTraining, { progress }: TrainerRun): TrainingChanges | undefined {
  if (!progress) return undefined
  const before = training.progress
  const isNew = before?.done !== progress.done || before?.map50 !== progress.map50
  return isNew ? { progress } : undefined
}
