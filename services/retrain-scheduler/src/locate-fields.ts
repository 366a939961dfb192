import type { AnnotatedField, Box, DetectorLabel } from '@invoice-ml/contracts'
import { locate, type Page } from '@invoice-ml/extraction'

export type LabelledBox = { label: DetectorLabel; page: number; box: Box }

/** Where annotated fields stand: as the person drew them, or where their value is printed; not at all where neither is known. */
export function locateFields(pages: Page[], fields: AnnotatedField[]): LabelledBox[] {
  const drawn = fields.flatMap(({ label, page, bbox }) =>
    page !== undefined && bbox ? [{ label, page, box: bbox }] : [],
  )
  const others = fields.filter(({ page, bbox }) => page === undefined || !bbox)
  return [...drawn, ...locate(pages, others)]
}
