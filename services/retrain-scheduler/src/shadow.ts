import { createHash } from 'node:crypto'
import {
  keyFieldLabels,
  ProblemError,
  type Reading,
  type TrainingEvaluation,
} from '@invoice-ml/contracts'
import type { Retraining } from '@invoice-ml/runtime'
import type { StoredTraining, TrainingData } from '@invoice-ml/storage'
import type { DeployChallenger } from './deploy-challenger.ts'
import type { Step } from './step.ts'
import type { Trials } from './trials.ts'

type Dependencies = {
  data: TrainingData
  trials: Trials
  deploy: DeployChallenger
  settings: Retraining['shadow']
}

type Shadow = NonNullable<TrainingEvaluation['shadow']>

const hourMs = 3_600_000
// Of the traffic that is looked at in one turn.
const mostLooked = 5_000

/** Has the challenger read a share of real traffic beside the champion, shows what differs, and decides at the end. */
export function createShadow({ data, trials, deploy, settings }: Dependencies): Step {
  return async (training) => {
    const { champion, challenger, evaluation, statusSince } = training
    if (!champion || !challenger || !evaluation)
      throw new ProblemError('training-failed', 'No challenger was judged')
    const read = await data.readBy(champion, statusSince, mostLooked)
    const chosen = read.filter((jobId) => isShadowed(jobId, settings.share))
    const watched = chosen.slice(0, settings.documents)
    const { readings, isComplete } = await trials.collect(challenger, watched, 'shadow')
    const others = new Map(
      readings.flatMap(({ jobId, reading }) => (reading ? [[jobId, reading] as const] : [])),
    )
    const shadow = compareReadings(await data.readingsBy(champion, watched), others)
    const isLong = Date.now() - statusSince.getTime() > settings.max_hours * hourMs
    const isEnough = watched.length >= settings.documents && isComplete
    if (isEnough || isLong) return decide(training, { ...evaluation, shadow }, { deploy, settings })
    const isNew = evaluation.shadow?.documents !== shadow.documents
    return isNew ? { evaluation: { ...evaluation, shadow } } : undefined
  }
}

async function decide(
  training: StoredTraining,
  evaluation: TrainingEvaluation & { shadow: Shadow },
  { deploy, settings }: Pick<Dependencies, 'deploy' | 'settings'>,
) {
  const { documents, same } = evaluation.shadow
  if (documents === 0 || same >= settings.min_same) return deploy(training, evaluation)
  const reason = `in real traffic both models say the same in ${(100 * same).toFixed(1)} % of ${documents} documents; ${100 * settings.min_same} % are asked for (retraining.shadow.min_same)`
  return {
    status: 'rejected' as const,
    evaluation: { ...evaluation, passed: false, reasons: [reason] },
  }
}

/** By a hash, so that the same documents are chosen after an interruption. */
export function isShadowed(jobId: string, share: number): boolean {
  return createHash('sha256').update(jobId).digest().readUInt32BE(0) / 2 ** 32 < share
}

/** What two models say differently of the key fields of the same documents. */
export function compareReadings(
  ours: ReadonlyMap<string, Reading>,
  theirs: ReadonlyMap<string, Reading>,
): Shadow {
  const shared = [...theirs].flatMap(([jobId, other]) => {
    const own = ours.get(jobId)
    return own ? [{ own, other }] : []
  })
  const differing = shared.map(({ own, other }) =>
    keyFieldLabels.filter((label) => valueIn(own, label) !== valueIn(other, label)),
  )
  const counts = [...Map.groupBy(differing.flat(), (label) => label)]
  return {
    documents: shared.length,
    same:
      shared.length === 0
        ? 1
        : differing.filter((labels) => labels.length === 0).length / shared.length,
    differences: Object.fromEntries(counts.map(([label, all]) => [label, all.length])),
  }
}

function valueIn({ fields }: Reading, label: string): string | undefined {
  return fields.find((field) => field.label === label)?.value
}
