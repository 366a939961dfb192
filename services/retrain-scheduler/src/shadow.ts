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
  data: Pick<TrainingData, 'trialReadings' | 'readingsBy'>
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
    const watched = new Map(readings.map(({ jobId, reading }) => [jobId, reading]))
    const shadow = compareReadings(await data.readingsBy(champion, [...watched.keys()]), watched)
    const isLong = Date.now() - statusSince.getTime() > settings.max_hours * hourMs
    const isEnough = shadow.documents >= settings.documents
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
  const reason = reasonAgainst(evaluation.shadow, settings)
  if (reason === undefined) return deploy(training, evaluation)
  return {
    status: 'rejected' as const,
    evaluation: { ...evaluation, passed: false, reasons: [reason] },
  }
}

function reasonAgainst({ documents, same }: Shadow, settings: Retraining['shadow']) {
  if (documents === 0)
    return `in ${settings.max_hours} hours it read no document of real traffic (retraining.shadow)`
  if (same >= settings.min_same) return undefined
  return `in real traffic both models say the same in ${(100 * same).toFixed(1)} % of ${documents} documents; ${100 * settings.min_same} % are asked for (retraining.shadow.min_same)`
}

/**
 * What two models say differently of the key fields of the same documents. One that `theirs` has no reading of, since it could
 * not be read, is no document of which both say the same.
 */
function compareReadings(
  ours: ReadonlyMap<string, Reading>,
  theirs: ReadonlyMap<string, Reading | undefined>,
): Shadow {
  const shared = [...theirs].flatMap(([jobId, other]) => {
    const own = ours.get(jobId)
    if (!own) return []
    const labels = keyFieldLabels.filter((label) => valueIn(own, label) !== valueIn(other, label))
    return [{ labels, isSame: other !== undefined && labels.length === 0 }]
  })
  const differing = shared.flatMap(({ labels }) => labels)
  const counts = [...Map.groupBy(differing, (label) => label)]
  return {
    documents: shared.length,
    same: shared.length === 0 ? 1 : shared.filter(({ isSame }) => isSame).length / shared.length,
    differences: Object.fromEntries(counts.map(([label, all]) => [label, all.length])),
  }
}

function valueIn(reading: Reading | undefined, label: string): string | undefined {
  return reading?.fields.find((field) => field.label === label)?.value
}
