import type { FieldLabel } from '@invoice-ml/contracts'
import type { Box, Word } from './page.ts'

/** A value taken for a field, before its checks. */
export type Found = {
  label: FieldLabel
  /** As the public contract writes it. */
  value: string
  /** As printed. */
  raw: string
  page: number
  box: Box
  words: Word[]
  /** How much speaks for it, 0 to 1: wording, place, agreement. Not yet a probability. */
  evidence: number
  /** Characters were read otherwise than printed, since only that satisfies a check. */
  isRepaired?: boolean
}
