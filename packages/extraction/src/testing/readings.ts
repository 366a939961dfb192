import type { FieldLabel, Reading } from '@invoice-ml/contracts'
import { extract } from '../extract.ts'
import type { Page } from '../page.ts'
import { drawPage } from './draw-page.ts'

/** Trusts what is half certain. */
export const policy = { confidenceThreshold: 0.5, modelVersion: 'model_1' }

/** What is read on drawn pages, numbered from 1. */
export function read(...drawings: string[]): Reading {
  return readPages(drawings.map((drawing, index) => drawPage(drawing, { number: index + 1 })))
}

/** What is read on pages. */
export function readPages(pages: Page[]): Reading {
  return extract(pages, policy)
}

/** The value of each label that was found; of a repeated one, the first. */
export function valuesOf({ fields }: Reading): Partial<Record<FieldLabel, string>> {
  return Object.fromEntries(fields.toReversed().map(({ label, value }) => [label, value]))
}

/** Whether each check passed, by its id. */
export function checksOf({ checks }: Reading): Record<string, boolean> {
  return Object.fromEntries(checks.map(({ id, passed }) => [id, passed]))
}
