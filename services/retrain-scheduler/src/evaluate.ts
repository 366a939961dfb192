import { ProblemError, type TrainingEvaluation } from '@invoice-ml/contracts'
import type { Logger, Retraining } from '@invoice-ml/runtime'
import { crossCalibrated, type DocumentScore, fitCalibration, summarise } from '@invoice-ml/scoring'
import type { StoredTraining, TrainingData, TrialReading } from '@invoice-ml/storage'
import { readCalibration, readRanker } from '@invoice-ml/storage/beside-model'
import { compareModels, type JudgedDocument, scoresOf } from './compare-models.ts'
import type { DeployChallenger } from './deploy-challenger.ts'
import { writeCalibration } from './model-files.ts'
import { folderOf, type Models } from './models.ts'
import { shouldDeploy } from './policy.ts'
import type { Step } from './step.ts'
import type { Trials } from './trials.ts'

type Dependencies = {
  data: TrainingData
  trials: Trials
  models: Models
  deploy: DeployChallenger
  settings: Retraining
  logger: Logger
}

// Suppliers are dealt into so many parts to see what a calibration is worth for others.
const folds = 5
const minuteMs = 60_000

/** Has both models read the documents held out, compares them, fits the confidences, and decides. */
export function createEvaluate(dependencies: Dependencies): Step {
  const { settings, deploy, logger } = dependencies
  return async (training) => {
    const judged = await collect(training, dependencies)
    if (!judged) return undefined
    const evaluation = await judge(training, judged, dependencies)
    logger.info('challenger judged', {
      trainingId: training.id,
      challenger: training.challenger,
      points: evaluation.difference,
      documents: evaluation.documents,
      isPassed: evaluation.passed,
    })
    if (!evaluation.passed) return { status: 'rejected', evaluation }
    if (settings.shadow.enabled) return { status: 'shadowing', evaluation }
    return deploy(training, evaluation)
  }
}

/** The documents that both models have read; undefined while more are to come. */
async function collect(
  training: StoredTraining,
  { data, trials, settings }: Dependencies,
): Promise<JudgedDocument[] | undefined> {
  const { champion, challenger, heldOut } = training
  if (!champion || !challenger) throw new ProblemError('training-failed', 'No model was trained')
  const jobIds = heldOut.map(({ job_id }) => job_id)
  // Those whose annotation was taken back, or whose job was erased, are no longer waited for.
  const annotated = await data.annotated(jobIds)
  const known = annotated.map(({ jobId }) => jobId)
  const [old, fresh] = await Promise.all([
    trials.collect(champion, known, 'evaluation'),
    trials.collect(challenger, known, 'evaluation'),
  ])
  const isLate = Date.now() - training.statusSince.getTime() > settings.max_minutes * minuteMs
  if (!isLate && !(old.isComplete && fresh.isComplete)) return undefined
  const [before, after] = [byJob(old.readings), byJob(fresh.readings)]
  return annotated.flatMap(({ jobId, fields }) => {
    const [left, right] = [readOf(before.get(jobId)), readOf(after.get(jobId))]
    const supplier = heldOut.find(({ job_id }) => job_id === jobId)?.supplier ?? 0
    return left && right ? [{ jobId, supplier, fields, champion: left, challenger: right }] : []
  })
}

function byJob(readings: TrialReading[]): Map<string, TrialReading> {
  return new Map(readings.map((reading) => [reading.jobId, reading]))
}

/** What cannot be read says nothing about the model. */
function readOf(trial: TrialReading | undefined) {
  return trial?.reading && { reading: trial.reading, durationMs: trial.durationMs }
}

async function judge(
  training: StoredTraining,
  judged: JudgedDocument[],
  { models, settings }: Dependencies,
): Promise<TrainingEvaluation> {
  const { points, confidence, interval, ...compared } = compareModels(judged, settings.floors)
  const champion = { ...compared.champion, map50: training.championMap50 ?? null }
  const challenger = { ...compared.challenger, map50: training.challengerMap50 ?? null }
  const facts = { ...compared, champion, challenger }
  const decision = shouldDeploy({ ...facts, points, confidence }, settings)
  return {
    ...facts,
    difference: points,
    interval,
    calibration: await calibrate(training, judged, models),
    ranker: await learnedBy(training, models),
    passed: decision.isYes,
    reasons: decision.reasons,
  }
}

/** What the challenger's ranker has learned. */
async function learnedBy({ challenger }: StoredTraining, models: Models) {
  const model = challenger === undefined ? undefined : await models.find(challenger)
  const ranker = model && (await readRanker(model.path))
  return ranker && { documents: ranker.documents, choices: ranker.gains }
}

/** Fits the challenger's confidences to documents that trained nothing, beside the model. */
async function calibrate(
  { champion, challenger }: StoredTraining,
  judged: JudgedDocument[],
  models: Models,
): Promise<TrainingEvaluation['calibration']> {
  if (!champion || !challenger) return undefined
  const [before, after] = [await models.find(champion), await models.find(challenger)]
  if (!before || !after || judged.length === 0) return undefined
  const scores = judged.map((document) => scoresOf(document, 'challenger'))
  // The challenger read with the champion's, so that is what the fit corrects, however often it is fitted.
  const fitted = fitCalibration(scores, await readCalibration(before.path))
  await writeCalibration(folderOf(after), fitted)
  return {
    documents: scores.length,
    error_before: errorOf(scores),
    error_after: errorOf(crossCalibrated(scores, folds)),
  }
}

function errorOf(scores: DocumentScore[]): number | null {
  return summarise(scores).calibration.error ?? null
}
