import {
  type CorrectedField,
  type FieldLabel,
  type FieldValue,
  fieldDefinition,
  type Reading,
} from '@invoice-ml/contracts'
import { writeValue } from '@invoice-ml/extraction'
import type { Region, Trouble } from './label-studio/mapping.ts'

export type PlacedRegion = Region & { page: number }

type Said = { value: string; page: number; bbox: Region['bbox'] }

// Less is what rounding and the screen make of a box that nobody moved.
const sameWithin = 0.002

/**
 * What a person's regions change in a reading. Labels that they leave as they are are not named. One that was shown and is
 * gone, and one whose text is no value or emptied, have none any more.
 *
 * @param shown labels that had a box on the screen
 */
export function compareWithReading(
  reading: Reading,
  { regions, shown }: { regions: PlacedRegion[]; shown: Set<FieldLabel> },
): { fields: CorrectedField[]; troubles: Trouble[] } {
  const troubles: Trouble[] = []
  const byLabel = Map.groupBy(regions, ({ label }) => label)
  const named = [...byLabel].flatMap(([label, drawn]): CorrectedField[] => {
    const before = reading.fields.filter((field) => field.label === label)
    const said = valuesOf({ label, drawn, before, currency: reading.currency }, troubles)
    if (said.length === 0) return before.length === 0 ? [] : [{ label, value: null }]
    if (isSame(said, before)) return []
    return said.map((one) => ({ label, ...one }))
  })
  const present = new Set(reading.fields.map(({ label }) => label))
  const removed = [...shown].filter((label) => present.has(label) && !byLabel.has(label))
  return { fields: [...named, ...removed.map((label) => ({ label, value: null }))], troubles }
}

type Drawn = {
  label: FieldLabel
  drawn: PlacedRegion[]
  before: FieldValue[]
  currency: string | undefined
}

/** The values of one label, each once, where it stands first. */
function valuesOf({ label, drawn, before, currency }: Drawn, troubles: Trouble[]): Said[] {
  const said = new Map<string, Said>()
  for (const region of drawn) {
    const value = meantBy(region, before, currency)
    if (value === undefined) troubles.push(region.text ? 'not-a-value' : 'without-text')
    else if (!said.has(value)) said.set(value, { value, page: region.page, bbox: region.bbox })
  }
  if (said.size > 1 && !fieldDefinition(label).repeatable) {
    // Which of them counts is not for us to guess.
    troubles.push('given-twice')
    return []
  }
  return [...said.values()]
}

function meantBy(
  { label, text }: PlacedRegion,
  before: FieldValue[],
  currency: string | undefined,
): string | undefined {
  // A box that is moved keeps its text: somebody has emptied this one, or has drawn it and typed nothing.
  if (text === undefined) return undefined
  return before.find(({ value }) => value === text)?.value ?? writeValue(label, text, currency)
}

function isSame(said: Said[], before: FieldValue[]): boolean {
  return (
    said.length === before.length &&
    said.every(({ value, page, bbox }) =>
      before.some(
        (field) => field.value === value && field.page === page && isNear(field.bbox, bbox),
      ),
    )
  )
}

function isNear(a: Region['bbox'] | undefined, b: Region['bbox']): boolean {
  if (!a) return false
  const sides = ['x', 'y', 'width', 'height'] as const
  return sides.every((side) => Math.abs(a[side] - b[side]) < sameWithin)
}
