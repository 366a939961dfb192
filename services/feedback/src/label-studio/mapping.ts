import { type Box, type FieldValue, fieldLabels, labellingNames } from '@invoice-ml/contracts'
import { z } from 'zod'
import { boundingBox } from './bounding-box.ts'

type Label = FieldValue['label']

/** A box that a person has drawn or left, on one page. */
export type Region = {
  id: string
  label: Label
  /** Fractions of the page. */
  bbox: Box
  /** What is typed for it; undefined when nothing is. */
  text: string | undefined
}

/** What of a result could not be used, without what it said. */
export type Trouble =
  | 'unknown-item'
  | 'unknown-label'
  | 'without-label'
  | 'outside-the-page'
  | 'without-text'
  | 'not-a-value'
  | 'given-twice'

type Size = { width: number; height: number }

const percentDigits = 4

/** Fields → the result of a prediction for one page: two items of one id for each field that has a place there. */
export function toResult(fields: FieldValue[], page: number, size: Size): object[] {
  return fields.flatMap((field, index) => {
    if (field.page !== page || !field.bbox) return []
    const { label, value, confidence, bbox } = field
    const common = {
      id: `${label}-${index}`,
      to_name: labellingNames.image,
      original_width: size.width,
      original_height: size.height,
      image_rotation: 0,
      score: confidence,
    }
    const place = { ...toPercent(bbox), rotation: 0 }
    return [
      {
        ...common,
        from_name: labellingNames.label,
        type: 'rectanglelabels',
        value: { ...place, rectanglelabels: [label] },
      },
      {
        ...common,
        from_name: labellingNames.text,
        type: 'textarea',
        value: { ...place, text: [value] },
      },
    ]
  })
}

function toPercent({ x, y, width, height }: Box): Box {
  const left = rounded(Math.min(x, 1) * 100)
  const top = rounded(Math.min(y, 1) * 100)
  return {
    x: left,
    y: top,
    width: rounded(Math.min(width * 100, 100 - left)),
    height: rounded(Math.min(height * 100, 100 - top)),
  }
}

function rounded(percent: number): number {
  return Number(percent.toFixed(percentDigits))
}

const Item = z.object({
  id: z.string(),
  type: z.enum(['rectanglelabels', 'textarea', 'rectangle']),
  original_width: z.number().positive().catch(1),
  original_height: z.number().positive().catch(1),
  value: z.object({
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
    rotation: z.number().catch(0),
    rectanglelabels: z.array(z.string()).optional().catch(undefined),
    text: z
      .union([z.array(z.string()), z.string().transform((text) => [text])])
      .optional()
      .catch(undefined),
  }),
})
type Item = z.infer<typeof Item>

const isOfARegion = z.object({ type: z.enum(['rectanglelabels', 'textarea', 'rectangle']) })

/**
 * The result of an annotation → the regions that can be used, in the order in which they stand. Label Studio checks nothing
 * of it: what is unknown is left out and named, boxes are cut at the edges of the page.
 */
export function readRegions(result: unknown[]): { regions: Region[]; troubles: Trouble[] } {
  const troubles: Trouble[] = []
  const items = result.flatMap((entry) => {
    const item = Item.safeParse(entry)
    if (item.success) return [item.data]
    // Relations and whatever else concern nobody here.
    if (isOfARegion.safeParse(entry).success) troubles.push('unknown-item')
    return []
  })
  const regions = [...Map.groupBy(items, ({ id }) => id)].flatMap(([id, parts]) => {
    const bbox = boxOf(parts)
    const labels = parts.flatMap(({ value }) => value.rectanglelabels ?? [])
    const text = parts
      .flatMap(({ value }) => value.text ?? [])
      .join(' ')
      .trim()
    const known = labels.filter(isLabel)
    if (labels.length === 0) troubles.push('without-label')
    troubles.push(...Array(labels.length - known.length).fill('unknown-label'))
    if (!bbox) troubles.push('outside-the-page')
    if (!bbox) return []
    return known.map((label) => ({ id, label, bbox, text: text === '' ? undefined : text }))
  })
  return { regions, troubles }
}

function boxOf(parts: Item[]): Box | undefined {
  // Where both items are there, the rectangle is what was drawn.
  const drawn = parts.find(({ type }) => type !== 'textarea') ?? parts[0]
  if (!drawn) return undefined
  const size = { width: drawn.original_width, height: drawn.original_height }
  return boundingBox(drawn.value, size)
}

function isLabel(text: string): text is Label {
  return fieldLabels.some((label) => label === text)
}
