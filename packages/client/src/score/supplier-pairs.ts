import {
  type CorrectedField,
  type Corrections,
  Corrections as CorrectionsSchema,
  type FieldLabel,
  fieldDefinition,
  fieldLabels,
} from '@invoice-ml/contracts'
import type { Truth } from '@invoice-ml/scoring'
import { isSameInvoice, wordsOf } from './learning-groups.ts'

/** A document that teaches about its supplier, and the others of that supplier that it may help to read. */
export type Lesson = { teacher: string; learners: string[] }

/** One lesson for each supplier with several documents. The same invoice in another rendering is not another document. */
export function lessonsOf(truths: Map<string, Truth>): Lesson[] {
  const suppliers = Map.groupBy(truths.keys(), (name) =>
    wordsOf(truths.get(name)?.fields.fournisseur_nom),
  )
  suppliers.delete('')
  return [...suppliers.values()].flatMap(([teacher = '', ...others]) => {
    const taught = truths.get(teacher)
    const learners = others.filter((name) => !isSameInvoice(taught, truths.get(name)))
    return learners.length > 0 ? [{ teacher, learners }] : []
  })
}

/** What a person would say who knows the truth of a document: every value that stands visibly on it. */
export function correctionOf({ fields, not_visible }: Truth): Corrections {
  const corrected = fieldLabels
    .filter((label) => !not_visible.includes(label))
    .flatMap((label) =>
      valuesOf(fields[label]).map((value) => writing(label, value, fields.devise)),
    )
    .filter((field) => CorrectionsSchema.safeParse({ fields: [field] }).success)
  return { fields: corrected }
}

function valuesOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((one) => one !== undefined && one !== null && one !== '').map(String)
}

function writing(label: FieldLabel, value: string, currency: unknown): CorrectedField {
  switch (fieldDefinition(label).type) {
    case 'amount':
      return {
        label,
        value: `${Number(value).toFixed(2)}${typeof currency === 'string' ? ` ${currency}` : ''}`,
      }
    case 'rate':
      return { label, value: Number(value).toFixed(2) }
    default:
      return { label, value: value.replaceAll(/\s+/g, ' ').trim() }
  }
}
