import type { SupplierLesson } from '@invoice-ml/contracts'
import { recognitionOf } from '../candidates/span.ts'
import { findPrint, type Printed } from '../find-print.ts'
import type { Found } from '../found.ts'
import { isInForce } from './in-force.ts'

type Party = SupplierLesson['parties'][number]

// A recognizer misreads so many characters of an identifier; more make it another one.
const mostMisread = 2

/**
 * The parties as they are known of this supplier, in place of those that were found: what is printed here, what was recognised
 * almost so, and a name that was no text on the taught page either, as in a logo. All else is only ever taken from the page:
 * addresses move, accounts change.
 */
export function recallParties(found: Found[], printed: Printed, lesson: SupplierLesson): Found[] {
  const recalled = lesson.parties.flatMap((party) => recall(party, found, printed) ?? [])
  const known = new Set(recalled.map(({ label }) => label))
  return [...found.filter(({ label }) => !known.has(label)), ...recalled]
}

function recall({ label, value, isPrinted }: Party, found: Found[], printed: Printed) {
  const print = findPrint(printed, label, value)
  if (print?.isWhole) {
    const { page, box, words } = print
    return { label, value, raw: textOf(words), page, box, words, evidence: 1 } satisfies Found
  }
  const misread = found.find((one) => one.label === label && isMisread(one, value))
  if (misread) return { ...misread, value, isRepaired: true }
  if (isPrinted || label !== 'fournisseur_nom') return undefined
  return logo(label, value)
}

/** Whether a recognizer may have made `found` of an identifier: as long, hardly different, and no number of its own. */
function isMisread({ label, value, words }: Found, known: string): boolean {
  if (value.length !== known.length || !/\d{4}/.test(known)) return false
  if (recognitionOf(words) === 1 || isInForce(label, value)) return false
  const differing = [...known].filter((character, index) => character !== value[index])
  return differing.length <= mostMisread
}

function logo(label: Found['label'], value: string): Found {
  return {
    label,
    value,
    raw: value,
    page: undefined,
    box: undefined,
    words: [],
    evidence: 0.9,
    source: 'correction',
  }
}

function textOf(words: { text: string }[]): string {
  return words.map(({ text }) => text).join(' ')
}
