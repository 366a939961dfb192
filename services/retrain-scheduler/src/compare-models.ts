import {
  type AnnotatedField,
  type ComparedField,
  type ComparedModel,
  type FieldLabel,
  fieldDefinition,
  fieldLabels,
  keyFieldLabels,
  type Reading,
} from '@invoice-ml/contracts'
import { type DocumentScore, type FieldScore, scoreDocument, Truth } from '@invoice-ml/scoring'
import { type Counts, comparePairs, type Difference, f1 } from './bootstrap.ts'

/** One document, what people said of it, and what each model read. */
export type JudgedDocument = {
  jobId: string
  supplier: number
  fields: AnnotatedField[]
  champion: { reading: Reading; durationMs: number | undefined }
  challenger: { reading: Reading; durationMs: number | undefined }
}

export type ComparedModels = {
  documents: number
  suppliers: number
  champion: Omit<ComparedModel, 'map50'>
  challenger: Omit<ComparedModel, 'map50'>
  by_field: ComparedField[]
} & Difference

type Floors = Partial<Record<FieldLabel, number>>
type Side = 'champion' | 'challenger'

/**
 * Scores both models on the same documents. People confirm a document whole: a value of a label of which they say nothing is one
 * that is not there.
 */
export function compareModels(documents: JudgedDocument[], floors: Floors): ComparedModels {
  const scored = documents.map((document) => ({
    champion: fieldsOf(document, 'champion'),
    challenger: fieldsOf(document, 'challenger'),
  }))
  const difference = comparePairs(
    scored.map(({ champion, challenger }) => ({
      champion: countKeys(champion),
      challenger: countKeys(challenger),
    })),
  )
  const sideOf = (side: Side) => ({
    key_f1: f1(scored.map((document) => countKeys(document[side]))),
    all_f1: f1(scored.map((document) => count(document[side]))),
    p50_ms: median(documents.flatMap((document) => document[side].durationMs ?? [])),
  })
  return {
    documents: documents.length,
    suppliers: new Set(documents.map(({ supplier }) => supplier)).size,
    champion: sideOf('champion'),
    challenger: sideOf('challenger'),
    by_field: fieldLabels.flatMap((label) => compareField(label, scored, floors[label]) ?? []),
    ...difference,
  }
}

/** What is expected, and what was read that is not there. */
function fieldsOf(document: JudgedDocument, side: Side): FieldScore[] {
  const expected = new Set(document.fields.map(({ label }) => label))
  const invented = Map.groupBy(
    document[side].reading.fields.filter(({ label }) => !expected.has(label)),
    ({ label }) => label,
  )
  return [
    ...scoresOf(document, side).fields,
    ...[...invented].map(([label, values]) => ({
      label,
      expected: undefined,
      got: values.map(({ value }) => value),
      isRight: false,
      confidence: undefined,
    })),
  ]
}

/** One model's reading of a document, against what people said of it. */
export function scoresOf(document: JudgedDocument, side: Side): DocumentScore {
  return scoreReading(document, document[side].reading)
}

/** A reading of a document, against what people said of it. */
export function scoreReading(
  { jobId, fields }: Pick<JudgedDocument, 'jobId' | 'fields'>,
  reading: Reading,
): DocumentScore {
  const truth = Truth.parse({ document: jobId, kind: reading.kind, fields: valuesOf(fields) })
  return scoreDocument(jobId, truth, reading)
}

function valuesOf(fields: AnnotatedField[]): Record<string, string | string[]> {
  return Object.fromEntries(
    [...Map.groupBy(fields, ({ label }) => label)].map(([label, same]) => {
      const values = same.map(({ value }) => value)
      return [label, fieldDefinition(label).repeatable ? values : (values[0] ?? '')]
    }),
  )
}

function compareField(
  label: FieldLabel,
  scored: Record<Side, FieldScore[]>[],
  floor: number | undefined,
): ComparedField | undefined {
  const of = (side: Side) =>
    scored.map((document) => document[side].filter((field) => field.label === label))
  const documents = of('champion').filter((fields) => fields.some(isExpected)).length
  if (documents === 0) return undefined
  return {
    label,
    documents,
    champion: f1(of('champion').map(count)),
    challenger: f1(of('challenger').map(count)),
    ...(floor === undefined ? {} : { floor }),
  }
}

function countKeys(fields: FieldScore[]): Counts {
  return count(fields.filter(({ label }) => keyFieldLabels.includes(label)))
}

function count(fields: FieldScore[]): Counts {
  return {
    expected: fields.filter(isExpected).length,
    predicted: fields.filter(({ got }) => got.length > 0).length,
    right: fields.filter(({ isRight }) => isRight).length,
  }
}

function isExpected({ expected }: FieldScore): boolean {
  return expected !== undefined
}

function median(values: number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
}
