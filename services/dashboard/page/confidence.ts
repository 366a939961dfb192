import type { FieldValue } from '@invoice-ml/contracts'

/** How much a value can be believed, as its colour tells. `sure`: a person has said so. */
export type Level = 'sure' | 'high' | 'middle' | 'low'

const high = 0.9
const middle = 0.7

type Read = { confidence: number; source?: FieldValue['source'] }

export function levelOf({ confidence, source }: Read): Level {
  if (source === 'correction') return 'sure'
  if (confidence >= high) return 'high'
  return confidence >= middle ? 'middle' : 'low'
}
