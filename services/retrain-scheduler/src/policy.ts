import type { ComparedField, TrainingEvaluation } from '@invoice-ml/contracts'
import type { Retraining } from '@invoice-ml/runtime'
import type { AnnotationStanding, ModelRates, StoredTraining } from '@invoice-ml/storage'
import type { Difference } from './bootstrap.ts'

/** What was decided, and why, in words. */
export type Decision = { isYes: boolean; reasons: string[] }

const hourMs = 3_600_000
const vainCooldownHours = 1
// Fewer values of a field say nothing about its floor.
const leastForFloor = 10
// Clocks are coarse: what is added here is noise on short documents.
const slownessToleranceMs = 50

/** Whether enough was annotated to train again. `isForeign`: the newest was to go on from a model that the trainer has not made. */
export function shouldTrain(
  standing: AnnotationStanding,
  newest: Pick<StoredTraining, 'status' | 'runId' | 'createdAt' | 'finishedAt'> | undefined,
  { settings, now, isForeign }: { settings: Retraining; now: Date; isForeign: boolean },
): Decision {
  const { min_new_annotations, cooldown_hours, enabled } = settings
  if (!enabled) return no('retraining.enabled is false')
  if (newest && !newest.finishedAt) return no('a training is going on')
  if (standing.newDocuments < min_new_annotations)
    return no(`${standing.newDocuments} of ${min_new_annotations} documents were annotated`)
  // Refused before it began, it has learned nothing either; but of a foreign model an hour makes no other.
  const isInVain = !isForeign && (newest?.status === 'failed' || newest?.runId === undefined)
  const hours = isInVain ? Math.min(cooldown_hours, vainCooldownHours) : cooldown_hours
  const ageHours = newest ? (now.getTime() - newest.createdAt.getTime()) / hourMs : undefined
  if (ageHours !== undefined && ageHours < hours)
    return no(`the last training began ${ageHours.toFixed(1)} of ${hours} hours ago`)
  return yes([`${standing.newDocuments} documents were annotated`])
}

/** What is known of two models on the same documents. */
export type Comparison = Pick<
  TrainingEvaluation,
  'documents' | 'champion' | 'challenger' | 'by_field'
> &
  Pick<Difference, 'points' | 'confidence'>

/** Whether the challenger may serve. Every reason against it is given, not only the first. */
export function shouldDeploy(comparison: Comparison, settings: Retraining): Decision {
  const { documents, champion, challenger, by_field: fields } = comparison
  if (documents < settings.min_held_out)
    return no(
      `only ${documents} documents of suppliers held out were read by both models; ${settings.min_held_out} are needed to judge`,
    )
  const against = [
    ...judgeDifference(comparison, settings),
    ...fields.flatMap(judgeFloor),
    ...judgeMemory(champion.map50, challenger.map50, settings.max_forgotten),
    ...judgeTime(champion.p50_ms, challenger.p50_ms, settings.max_slowdown),
  ]
  if (against.length > 0) return { isYes: false, reasons: against }
  const { points, confidence } = comparison
  return yes([
    `key fields: ${percent(challenger.key_f1)} after ${percent(champion.key_f1)}, ${points.toFixed(2)} points better (sure to ${percent(confidence)})`,
  ])
}

function judgeDifference({ points, confidence }: Comparison, settings: Retraining): string[] {
  if (points < settings.margin)
    return [
      `key fields are ${points.toFixed(2)} F1 points better; ${settings.margin} are asked for (retraining.margin)`,
    ]
  if (confidence < settings.confidence)
    return [
      `that key fields are better at all is sure to ${percent(confidence)}; ${percent(settings.confidence)} are asked for (retraining.confidence)`,
    ]
  return []
}

function judgeFloor({ label, documents, champion, challenger, floor }: ComparedField): string[] {
  if (floor === undefined || documents < leastForFloor) return []
  // One that lay below it already is held to where it lay.
  const least = Math.min(floor, champion)
  if (challenger >= least) return []
  return [`${label} falls to ${percent(challenger)} F1, below ${percent(least)}`]
}

function judgeMemory(before: number | null, after: number | null, most: number): string[] {
  if (before === null || after === null) return []
  const lost = 100 * (before - after)
  if (lost <= most) return []
  return [
    `on drawn pages it loses ${lost.toFixed(1)} points of mean average precision; ${most} are allowed (retraining.max_forgotten)`,
  ]
}

function judgeTime(before: number | null, after: number | null, most: number): string[] {
  if (before === null || after === null || after <= before * most + slownessToleranceMs) return []
  return [
    `a document takes ${Math.round(after)} ms, ${Math.round(before)} ms before (retraining.max_slowdown)`,
  ]
}

/** Whether people have to step in more often than with the model before. */
export function shouldRollBack(
  before: ModelRates,
  after: ModelRates,
  { min_documents, min_points, significance }: Retraining['watch'],
): Decision {
  if (before.documents < min_documents || after.documents < min_documents)
    return no(`${before.documents} and ${after.documents} documents are too few to compare`)
  const worse = (['reviewed', 'corrected'] as const).flatMap((kind) => {
    const [old, now] = [before[kind] / before.documents, after[kind] / after.documents]
    const chance = chanceOfWorse(
      { of: before.documents, count: before[kind] },
      { of: after.documents, count: after[kind] },
    )
    if (100 * (now - old) < min_points || chance >= significance) return []
    return [`${percent(now)} of the documents were ${kind}, ${percent(old)} before`]
  })
  return worse.length > 0 ? yes(worse) : no('people step in about as often as before')
}

type Part = { of: number; count: number }

/**
 * How likely the second share is as much higher as it is, or more, by chance alone: the one-sided test of two proportions with
 * a pooled variance and a correction for continuity.
 */
export function chanceOfWorse(before: Part, after: Part): number {
  const pooled = (before.count + after.count) / (before.of + after.of)
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / before.of + 1 / after.of))
  if (spread === 0) return 1
  const correction = (1 / before.of + 1 / after.of) / 2
  const difference = after.count / after.of - before.count / before.of - correction
  return 1 - normal(difference / spread)
}

/** The standard normal distribution up to z (Abramowitz and Stegun 26.2.17, right to 7.5e-8). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
  return z >= 0 ? 1 - tail : tail
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}

function yes(reasons: string[]): Decision {
  return { isYes: true, reasons }
}

function no(reason: string): Decision {
  return { isYes: false, reasons: [reason] }
}
