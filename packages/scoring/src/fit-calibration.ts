import {
  type Calibration,
  confidenceShares,
  type FieldType,
  fieldDefinition,
  type Scaling,
} from '@invoice-ml/contracts'
import type { DocumentScore, FieldScore } from './score.ts'

type Sample = { logOdds: number; isRight: boolean; weight: number }

/** How much a document counts in a fit: 1, or less where more is known of it than of those that will come. */
export type WeightOf = (document: DocumentScore) => number

const countsFully: WeightOf = () => 1

const identity: Scaling = { slope: 1, offset: 0 }
// Few documents are known of some kinds: without evidence, confidences stay as they are.
const prior = { slope: 6, offset: 2 }
const steps = 50
const edge = 1e-4

/**
 * Fits the confidences of each kind of field to what was right of them: Platt's scaling, drawn to what is given. The documents
 * should be of suppliers that nothing was trained on. What their XML says is left out: it is exact, and never corrected.
 *
 * @param base what their confidences were already corrected by; the result replaces it.
 */
export function fitCalibration(
  documents: DocumentScore[],
  base?: Calibration,
  weightOf: WeightOf = countsFully,
): Calibration {
  const samples = documents.flatMap((document) => samplesOf(document, weightOf(document)))
  const byKind = Map.groupBy(samples, ({ kind }) => kind)
  const fitted: Calibration['kinds'] = Object.fromEntries(
    [...byKind].map(([kind, samples]) => [kind, fitScaling(samples)]),
  )
  const kinds = [...byKind.keys()].map((kind) => [
    kind,
    composed(fitted[kind] ?? identity, base?.kinds[kind] ?? identity),
  ])
  return {
    documents: documents.length,
    suppliers: new Set(documents.map(supplierOf)).size,
    kinds: { ...base?.kinds, ...Object.fromEntries(kinds) },
    confidences: confidenceShares(
      documents.flatMap((document) =>
        document.fields.flatMap((field) => correctedConfidence(field, fitted) ?? []),
      ),
    ),
  }
}

/**
 * The documents with confidences as a calibration corrects them which was fitted without their supplier: what can be expected
 * of suppliers that are not known.
 *
 * @param folds parts that the suppliers are dealt into.
 */
export function crossCalibrated(
  documents: DocumentScore[],
  folds: number,
  weightOf: WeightOf = countsFully,
): DocumentScore[] {
  const suppliers = [...new Set(documents.map(supplierOf))].sort()
  const foldOf = (document: DocumentScore) => suppliers.indexOf(supplierOf(document)) % folds
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const others = documents.filter((document) => foldOf(document) !== fold)
    const { kinds } = fitCalibration(others, undefined, weightOf)
    return documents
      .filter((document) => foldOf(document) === fold)
      .map((document) => ({
        ...document,
        fields: document.fields.map((field) => corrected(field, kinds)),
      }))
  })
}

function corrected(field: FieldScore, kinds: Calibration['kinds']): FieldScore {
  const confidence = correctedConfidence(field, kinds)
  return confidence === undefined ? field : { ...field, confidence }
}

/** Undefined where nothing was read on a page. */
function correctedConfidence(field: FieldScore, kinds: Calibration['kinds']): number | undefined {
  const { label, confidence } = field
  if (confidence === undefined || !isOfPage(field)) return undefined
  const { slope, offset } = kinds[fieldDefinition(label).type] ?? identity
  return 1 / (1 + Math.exp(-(offset + slope * logOddsOf(confidence))))
}

function samplesOf({ fields }: DocumentScore, weight: number): (Sample & { kind: FieldType })[] {
  return fields.filter(isOfPage).flatMap(({ label, confidence, isRight }) => {
    if (confidence === undefined) return []
    return [{ kind: fieldDefinition(label).type, logOdds: logOddsOf(confidence), isRight, weight }]
  })
}

function isOfPage({ got, source }: FieldScore): boolean {
  return got.length > 0 && source !== 'embedded_xml'
}

function supplierOf({ truth, name }: DocumentScore): string {
  return String(truth.fields.fournisseur_nom ?? name).toLowerCase()
}

function logOddsOf(confidence: number): number {
  const bounded = Math.min(1 - edge, Math.max(edge, confidence))
  return Math.log(bounded / (1 - bounded))
}

/** The most likely scaling, by Newton's method, with a normal prior around the identity. */
function fitScaling(samples: Sample[]): Scaling {
  let { slope, offset } = identity
  for (let step = 0; step < steps; step++) {
    const gradient = { slope: prior.slope * (slope - 1), offset: prior.offset * offset }
    const curvature = { slope: prior.slope, both: 0, offset: prior.offset }
    for (const { logOdds, isRight, weight } of samples) {
      const chance = 1 / (1 + Math.exp(-(offset + slope * logOdds)))
      const error = weight * (chance - Number(isRight))
      const bend = weight * chance * (1 - chance)
      gradient.slope += error * logOdds
      gradient.offset += error
      curvature.slope += bend * logOdds * logOdds
      curvature.both += bend * logOdds
      curvature.offset += bend
    }
    const determinant = curvature.slope * curvature.offset - curvature.both ** 2
    slope -= (curvature.offset * gradient.slope - curvature.both * gradient.offset) / determinant
    offset -= (curvature.slope * gradient.offset - curvature.both * gradient.slope) / determinant
    slope = Math.max(0.1, slope)
  }
  return { slope, offset }
}

/** `base` first, then `scaling`. */
function composed(scaling: Scaling, base: Scaling): Scaling {
  const round = (value: number) => Math.round(value * 1_000) / 1_000
  return {
    slope: round(scaling.slope * base.slope),
    offset: round(scaling.offset + scaling.slope * base.offset),
  }
}
