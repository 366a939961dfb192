import { normalise } from '../parse/text.ts'

/** A pattern of normalised text, and how surely it names its label, 0 to 1. */
export type Wording = [pattern: RegExp, weight: number]

type Match = { label: string; weight: number; start: number; end: number }

/** Tells which labels a caption names: label → score, 0 to 1. */
export type CaptionReader = (text: string) => ReadonlyMap<string, number>

// Beyond this many characters behind it, a wording speaks of something else.
const reach = 30
const longestCaption = 90
const maxRemembered = 4_000

/**
 * Reads captions by the wordings of a table. A wording inside a longer one of another label does not count ("total" in
 * "total HT"), and the nearer it stands to the value, the more it counts.
 */
export function createCaptionReader(wordings: Record<string, Wording[]>): CaptionReader {
  const remembered = new Map<string, ReadonlyMap<string, number>>()
  return (text) => {
    const caption = normalise(text)
      .replaceAll(/[:*|_]+/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(-longestCaption)
    const known = remembered.get(caption)
    if (known) return known
    const scores = scoreCaption(caption, wordings)
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(caption, scores)
    return scores
  }
}

function scoreCaption(caption: string, wordings: Record<string, Wording[]>) {
  const matches = Object.entries(wordings).flatMap(([label, patterns]) =>
    patterns.flatMap(([pattern, weight]): Match[] => {
      const match = pattern.exec(caption)
      if (!match) return []
      return [{ label, weight, start: match.index, end: match.index + match[0].length }]
    }),
  )
  const scores = new Map<string, number>()
  for (const match of matches) {
    if (matches.some((other) => outweighs(other, match))) continue
    const distance = Math.max(0, caption.length - match.end)
    const nearness = Math.max(0.2, 1 - distance / reach)
    scores.set(match.label, Math.max(scores.get(match.label) ?? 0, match.weight * nearness))
  }
  return scores
}

function outweighs(other: Match, match: Match): boolean {
  if (other.label === match.label) return false
  const covers = other.start <= match.start && other.end >= match.end
  return covers && other.end - other.start > match.end - match.start && other.weight >= 0.5
}
