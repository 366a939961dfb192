import type { Word } from '@invoice-ml/extraction'

/**
 * What the words of a text layer say about it: `broken` when they cannot be what the page shows, `doubtful` when they may be
 * poor hidden recognition or a wrong encoding, `sound` otherwise.
 */
export function judgeText(words: readonly Word[]): 'sound' | 'doubtful' | 'broken' {
  if (words.length === 0 || insanity(words) > 0.1) return 'broken'
  return plausibility(words) < 0.75 ? 'doubtful' : 'sound'
}

/** Share of characters that no printed page shows: private use, control, replacement, unassigned. */
export function insanity(words: readonly Word[]): number {
  const text = words.map((word) => word.text).join('')
  if (text === '') return 1
  const odd = text.match(/[\p{Co}\p{Cc}\p{Cn}\p{Cs}\uFFFD]/gu)?.length ?? 0
  return odd / text.length
}

/** Share of the longer words that could be words of some language: letters with vowels among them. 1 without any. */
export function plausibility(words: readonly Word[]): number {
  const longer = words
    .map(({ text }) => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((text) => (text.match(/\p{L}/gu)?.length ?? 0) >= 4)
  if (longer.length === 0) return 1
  return longer.filter(isPlausible).length / longer.length
}

function isPlausible(word: string): boolean {
  // Identifiers and addresses mix what words do not.
  if (/\d/.test(word) || /[@/_:=&]|\.\w/.test(word)) return true
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  if (/[^a-zßæœø'’.-]/.test(plain)) return /\p{L}/u.test(plain) && !/[a-z]/.test(plain)
  return /[aeiouyæœø]/.test(plain) && !/[^aeiouyæœø'’.-]{6}/.test(plain)
}
