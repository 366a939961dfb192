import type { FieldLabel, Source } from '@invoice-ml/contracts'
import type { Box, Word } from './page.ts'

/** A value taken for a field, before its checks. */
export type Found = {
  label: FieldLabel
  /** As the public contract writes it. */
  value: string
  /** As printed; as written in the XML where it comes from there. */
  raw: string
  /** Where it stands; undefined for what only the XML says. */
  page: number | undefined
  box: Box | undefined
  words: Word[]
  /** How much speaks for it, 0 to 1: wording, place, agreement. Not yet a probability. */
  evidence: number
  /** Characters were read otherwise than printed, since only that satisfies a check. */
  isRepaired?: boolean
  /** Absent where it was read on its page. */
  source?: Extract<Source, 'embedded_xml' | 'correction'>
}
