import type { Word } from '@invoice-ml/extraction'

// Fewer words than this on a page may be a stamp, a header or a page number over a scan.
const enoughWords = 12

/**
 * Whether the text that a PDF holds for a page can be trusted to be what the page shows, as far as the words
 * themselves tell: there are enough of them and their characters make sense.
 */
export function isTrustworthy(words: Word[]): boolean {
  return words.length >= enoughWords && insanity(words) < 0.12
}

/** Share of characters that no printed page shows: private use, control, replacement, unassigned. */
export function insanity(words: Word[]): number {
  const text = words.map((word) => word.text).join('')
  if (text === '') return 1
  const odd = text.match(/[\p{Co}\p{Cc}\p{Cn}\p{Cs}\uFFFD]/gu)?.length ?? 0
  return odd / text.length
}
