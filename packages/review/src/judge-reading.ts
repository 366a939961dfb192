import type { FieldLabel, Reading } from '@invoice-ml/contracts'

/**
 * What a person has found of one value: `confirmed` as it was read; `wrong`, another stands there; `spurious`, the document has
 * no such field; `missed`, it was not read.
 */
export type Verdict = {
  label: FieldLabel
  verdict: 'confirmed' | 'wrong' | 'spurious' | 'missed'
  /** As it was stated; of what was missed there is none. */
  confidence: number | undefined
}

/** Compares what was read with what a person has made of it. Of a reading that a person had corrected before, nothing is said. */
export function judgeReading(read: Reading, amended: Reading): Verdict[] {
  if (isOfPerson(read)) return []
  const before = Map.groupBy(read.fields, ({ label }) => label)
  const after = Map.groupBy(amended.fields, ({ label }) => label)
  const ofRead = read.fields.map(({ label, value, confidence }): Verdict => {
    const truths = after.get(label) ?? []
    const isConfirmed = truths.some((field) => field.value === value)
    const otherwise = truths.length > 0 ? 'wrong' : 'spurious'
    return { label, verdict: isConfirmed ? 'confirmed' : otherwise, confidence }
  })
  const missed = amended.fields
    .filter(({ label }) => !before.has(label))
    .map(({ label }): Verdict => ({ label, verdict: 'missed', confidence: undefined }))
  return [...ofRead, ...missed]
}

/** A person is certain of all values, which no reading ever is. */
function isOfPerson({ fields, overall_confidence: overall }: Reading): boolean {
  return overall === 1 && fields.every(({ confidence }) => confidence === 1)
}
