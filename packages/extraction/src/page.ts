import type { Box, DetectorLabel } from '@invoice-ml/contracts'

export type { Box } from '@invoice-ml/contracts'

/** One word as it stands on the page. */
export type Word = {
  text: string
  /** Fractions of the upright page, origin top left. */
  box: Box
  /** 1 for a text layer; the recognizer's own number, 0 to 1, otherwise. */
  confidence: number
}

/** Words on one baseline that belong together, left to right. */
export type Line = { text: string; box: Box; words: Word[] }

/** Where the detector sees a field. */
export type Region = { label: DetectorLabel; box: Box; confidence: number }

/** One upright page and what was seen on it. */
export type Page = {
  /** Number in the document, from 1. */
  number: number
  /** Size of the upright page in points (1/72 inch) or, for an image without resolution, pixels. Only the ratio is used. */
  width: number
  height: number
  source: 'text_layer' | 'ocr'
  /** In the order in which the source gave them. */
  words: Word[]
  regions: Region[]
}
