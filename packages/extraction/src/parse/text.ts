// ASCII without white space and the grave accent: what only lower case changes.
const plainWord = /^[!-_a-~]*$/
// What was folded lately: a page asks for the same texts again and again.
const normalised = new Map<string, string>()
const maxNormalised = 5_000

/** Lower case, without accents, white space folded: how wordings are compared. */
export function normalise(text: string): string {
  // Every word is looked at many times, and most are plain.
  if (plainWord.test(text)) return text.toLowerCase()
  const known = normalised.get(text)
  if (known !== undefined) return known
  if (normalised.size >= maxNormalised) normalised.clear()
  const result = fold(text)
  normalised.set(text, result)
  return result
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Whether a token looks like the number of an invoice or an order: it holds a digit and nothing of a sentence. */
export function isReference(text: string): boolean {
  return /^(?=.*\d)[\p{L}\d][\p{L}\d/\-_.#+]{0,34}$/u.test(text)
}
