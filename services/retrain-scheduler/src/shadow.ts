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

type Dependencies = {
  data: TrainingData
  deploy: DeployChallenger
  settings: Retraining['shadow']
}

type Shadow = NonNullable<TrainingEvaluation['shadow']>

const hourMs = 3_600_000

/** Shows what the challenger reads differently in a share of real traffic, beside the champion, and decides at the end. */
export function createShadow({ data, deploy, settings }: Dependencies): Step {
  return async (training) => {
    const { champion, challenger, evaluation, statusSince } = training
    if (!champion || !challenger || !evaluation)
      throw new ProblemError('training-failed', 'No challenger was judged')
    // The workers choose the documents, and read each after it was answered.
    const readings = await data.trialReadings(challenger, 'shadow')
    const watched = readings.map(({ jobId }) => jobId)
    const others = new Map(
      readings.flatMap(({ jobId, reading }) => (reading ? [[jobId, reading] as const] : [])),
    )
    const shadow = compareReadings(await data.readingsBy(champion, watched), others)
    const isLong = Date.now() - statusSince.getTime() > settings.max_hours * hourMs
    const isEnough = watched.length >= settings.documents
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
