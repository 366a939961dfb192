import type { SupplierLesson } from '@invoice-ml/contracts'
import { normalise } from '../parse/text.ts'
import { likeness } from './look.ts'

// Of two who sell to each other, addresses and captions are alike on both forms: this much only on one and the same.
const least = 0.8

/**
 * Whether a page is the taught form again: it has the words of that, names both sides in the same order, and leads to their
 * names in the same words.
 *
 * @param present the look of the page.
 */
export function isOfSameForm({ look, parties }: SupplierLesson, present: string[]): boolean {
  if (likeness(present, look) < least) return false
  const supplier = wordsOf(parties, 'fournisseur_nom')
  const client = wordsOf(parties, 'client_nom')
  const [taught, seen] = [look, present].map((words) => headOf(words, { supplier, client }))
  if (!taught || !seen || taught.isSupplierFirst !== seen.isSupplierFirst) return false
  const pairs = new Set(pairsOf(taught.words))
  const shared = pairsOf(seen.words).filter((pair) => pairs.has(pair)).length
  return shared / Math.max(taught.words.length, seen.words.length) >= least
}

function wordsOf(
  parties: SupplierLesson['parties'],
  name: 'fournisseur_nom' | 'client_nom',
): Set<string> {
  const value = parties.find(({ label }) => label === name)?.value ?? ''
  return new Set(normalise(value).split(/[^\p{L}\p{N}]+/u))
}

type Names = { supplier: Set<string>; client: Set<string> }

/** The words until both sides are named; undefined where one of them is not. */
function headOf(words: string[], { supplier, client }: Names) {
  const sold = words.findIndex((word) => supplier.has(word) && !client.has(word))
  const bought = words.findIndex((word) => client.has(word) && !supplier.has(word))
  if (sold === -1 || bought === -1) return undefined
  return { isSupplierFirst: sold < bought, words: words.slice(0, Math.max(sold, bought) + 1) }
}

/** Each word with the one before it. */
function pairsOf(words: string[]): string[] {
  return words.map((word, index) => `${words[index - 1] ?? ''} ${word}`)
}
