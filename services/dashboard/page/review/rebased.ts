import type { Extraction } from '@invoice-ml/contracts'
import {
  type Draft,
  type DraftField,
  draftOf,
  hasOtherLines,
  hasOtherVat,
  isFieldChanged,
} from './draft.ts'

type Versions = {
  /** What the draft was made of. */
  base: Extraction
  newest: Extraction
}

/** What a person has changed of one version, set upon a newer one; the rest is as the newer one says. */
export function rebased(draft: Draft, { base, newest }: Versions): Draft {
  const fresh = draftOf(newest)
  const changed = draft.fields.filter(isFieldChanged)
  const fields = fresh.fields.map((field) => {
    const mine = changed.find(({ key }) => key === field.key)
    return mine ? { ...field, ...ownPart(mine) } : field
  })
  const others = changed.filter(({ key }) => fields.every((field) => field.key !== key))
  return {
    fields: [...fields, ...others.map((mine) => ({ ...mine, original: undefined }))],
    lines: hasOtherLines(draft, base) ? draft.lines : fresh.lines,
    vat: hasOtherVat(draft, base) ? draft.vat : fresh.vat,
  }
}

function ownPart({ value, page, bbox, original }: DraftField): Partial<DraftField> {
  return bbox === original?.bbox ? { value } : { value, page, bbox }
}
