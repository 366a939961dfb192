/** Size of the detector's vocabulary: identifiers run from 1 to `vocabularySize` - 1, 0 means no word. */
export const vocabularySize = 4096

// Tried in this order on the normalised word; what a number is for matters, not which number it is.
const shapes: [RegExp, string][] = [
  [/^[+-]?\d{1,3}(?:[.,]\d{1,3})?%$/, '<percent>'],
  [/^\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})$/, '<date>'],
  [/^\d{4}([./-])\d{1,2}\1\d{1,2}$/, '<date>'],
  [
    /^(?:[€$£]|eur|chf|usd|gbp)?[+-]?\d{1,3}(?:[.,'’]?\d{3})*[.,]\d{2}-?(?:[€$£]|eur|chf|usd|gbp)?$/,
    '<amount>',
  ],
  [/^[+-]?\d+[.,]\d+$/, '<decimal>'],
  [/^[a-z]{2}\d{2}[a-z0-9]{11,30}$/, '<iban>'],
  [/^(?=(?:.*\d){7})[a-z]{2}[a-z0-9]{8,12}$/, '<vat>'],
  [/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/, '<email>'],
  [/^(?:https?:\/\/|www\.)\S+$/, '<url>'],
]

/**
 * What the detector reads in a word: a number from 1 to `vocabularySize` - 1. Case, accents and the punctuation around it
 * do not count; numbers, dates, amounts and identifiers count by their shape.
 */
export function tokenId(word: string): number {
  return 1 + (fnv1a(tokenOf(word)) % (vocabularySize - 1))
}

/** The token that `tokenId` hashes. */
export function tokenOf(word: string): string {
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const bare = plain.replace(/^[\s:;,.()[\]{}"'*#|]+|[\s:;,.()[\]{}"'*#|]+$/g, '')
  if (bare === '') return plain.trim()
  const shape = shapes.find(([pattern]) => pattern.test(bare))
  if (shape) return shape[1]
  if (/^\d+$/.test(bare)) return `<int${Math.min(bare.length, 15)}>`
  return bare.replace(/\d+/g, (digits) => (digits.length > 4 ? '0+' : '0'.repeat(digits.length)))
}

// 32-bit FNV-1a over UTF-8: http://www.isthe.com/chongo/tech/comp/fnv/
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return hash >>> 0
}
