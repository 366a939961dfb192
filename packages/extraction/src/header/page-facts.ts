import { largest } from '../extremes.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'

/** What the whole document says of names: its domains, its usual height of type, what it says twice. */
export type PageFacts = {
  /** Domains of e-mail and web addresses without their ending and signs, providers' left out. */
  domains: string[]
  /** Median height of a word, a fraction of the page. */
  typeHeight: number
  /** Every piece of text as it is compared. */
  texts: string[]
}

const domain = /(?:@|www\.|https?:\/\/(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}/g
const providers =
  /^(gmail|hotmail|outlook|yahoo|icloud|gmx|web|orange|free|wanadoo|libero|t-online)/

/** Reads what names are compared with. */
export function readFacts(rows: Row[]): PageFacts {
  const segments = rows.flatMap((row) => row.segments)
  const texts = segments.map(({ text }) => normalise(text))
  const domains = texts.flatMap((text) =>
    [...text.replaceAll(' ', '').matchAll(domain)].map(([, name = '']) => lettersOf(name)),
  )
  const heights = segments
    .flatMap(({ words }) => words.map(({ box }) => box.height))
    .sort((a, b) => a - b)
  return {
    domains: [...new Set(domains)].filter((name) => name.length > 3 && !providers.test(name)),
    typeHeight: heights[heights.length >> 1] ?? 0.01,
    texts: texts.map(lettersOf),
  }
}

/** Letters and digits alone, in lower case and without accents. */
export function lettersOf(text: string): string {
  return normalise(text).replaceAll(/[^\p{L}\d]/gu, '')
}

/** How often other pieces of the document hold a text. */
export function repetitions(text: string, { texts }: PageFacts): number {
  const letters = lettersOf(text)
  if (letters.length < 4) return 0
  return Math.max(0, texts.filter((other) => other.includes(letters)).length - 1)
}

/** Whether the document writes from a domain that is called like a name. */
export function hasOwnDomain(name: string, { domains }: PageFacts): boolean {
  const letters = lettersOf(name)
  const words = normalise(name)
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 3)
  return domains.some(
    (domain) => domain.includes(letters) || words.some((word) => domain.includes(word)),
  )
}

/** Height of a piece's type against the usual one, as a logarithm of base 2. */
export function enlargement({ words }: Segment, { typeHeight }: PageFacts): number {
  const height = largest(words.map(({ box }) => box.height))
  return Math.max(-1, Math.min(2, Math.log2(height / typeHeight)))
}
