import { type FieldLabel, fieldDefinition, type SupplierLesson } from '@invoice-ml/contracts'
import { recognitionOf } from '../candidates/span.ts'
import { findPrint, lettersAndDigits, type Printed } from '../find-print.ts'
import type { Found } from '../found.ts'
import { isInForce } from './in-force.ts'
import { printedAccounts } from './printed-accounts.ts'

type Party = SupplierLesson['parties'][number]

// A recognizer misreads so many characters of an identifier, and of a text no more than one in so many; more make it another one.
const mostMisread = 2
const lettersPerMisread = 8
// Of these, another figure is no misreading: neighbours live at numbers that are alike.
const texts = new Set(['name', 'address'])
// A client that a caption names is no guess, nor is a number with right check digits.
const surelyRead = 0.8

/**
 * The parties as they are known of this supplier, in place of those that were found: what is printed here, what was recognised
 * almost so, and a name that was no text on the taught page either, as in a logo. All else is only ever taken from the page:
 * addresses move, accounts change. Where the page says another account or another client, it is believed.
 */
export function recallParties(found: Found[], printed: Printed, lesson: SupplierLesson): Found[] {
  const isAnother = isToAnother(found, lesson)
  const { accounts = [] } = lesson
  const added = printedAccounts(printed.rows).filter(({ value }) => !accounts.includes(value))
  const recalled = lesson.parties
    .filter((party) => !added.some((account) => isAnotherAccount(account, party)))
    .filter(({ label }) => !(isAnother && isOfClient(label)))
    .flatMap((party) => recall(party, found, printed) ?? [])
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

/** Whether an account that the taught page did not have stands in for the known one: the bank was changed, or somebody else collects. */
function isAnotherAccount(account: { kind: string; value: string }, { label, value }: Party) {
  return account.kind === fieldDefinition(label).type && account.value !== value
}

/**
 * Whether the page is surely to another client than the taught one: a supplier has many. Not where anything of that one was
 * found, nor where the supplier was: then the sides are the wrong way round. What had to be corrected there tells nothing.
 */
function isToAnother(found: Found[], { parties, corrected = [] }: SupplierLesson): boolean {
  const known = new Map(parties.map(({ label, value }) => [label, value]))
  const sellers = parties.filter(({ label }) => label.startsWith('fournisseur_'))
  const read = found.filter(({ label }) => isOfClient(label) && known.has(label))
  const isKnown = (one: Found) =>
    isAlike(one, known.get(one.label)) || sellers.some(({ value }) => isAlike(one, value))
  const isCorrected = (one: Found) =>
    corrected.some(({ label, value }) => label === one.label && isAlike(one, value))
  const counted = read.filter((one) => !isCorrected(one))
  return !read.some(isKnown) && counted.some((one) => isSurely(one, known.get(one.label)))
}

function isOfClient(label: FieldLabel): boolean {
  return label.startsWith('client_')
}

/** The same letters and digits, but for what a recognizer may have misread; of several parts, as addresses have, most. */
function isAlike(one: Found, known = ''): boolean {
  const most = isDoubtful(one) ? mostMisread : 0
  const here = partsOf(one.value)
  const parts = partsOf(known)
  const isHere = (part: string) =>
    here.some(
      (each) => differing(one.label, each, part) <= Math.min(most, part.length / lettersPerMisread),
    )
  return parts.filter(isHere).length > parts.length / 2
}

function partsOf(text: string): string[] {
  return text.split(', ').map(lettersAndDigits)
}

/** Whether what was found is no guess; of one known by half its name, the whole is no guess either. */
function isSurely({ value, evidence }: Found, known = ''): boolean {
  return evidence >= surelyRead || lettersAndDigits(value).startsWith(lettersAndDigits(known))
}

/** Whether a recognizer may have made `found` of what is known: as long, hardly different, and no number of its own. */
function isMisread(found: Found, known: string): boolean {
  const { label, value } = found
  return /\d{4}/.test(known) && isDoubtful(found) && differing(label, value, known) <= mostMisread
}

/** Whether a recognizer read it, and no check digits hold it. */
function isDoubtful({ label, value, words }: Found): boolean {
  return recognitionOf(words) < 1 && !isInForce(label, value)
}

/** In how many characters two values differ; infinitely many where one is longer, or names and addresses have other figures. */
function differing(label: FieldLabel, value: string, known: string): number {
  const isText = texts.has(fieldDefinition(label).type)
  const isOther = isText && figuresOf(value) !== figuresOf(known)
  if (isOther || value.length !== known.length) return Number.POSITIVE_INFINITY
  return [...known].filter((character, index) => character !== value[index]).length
}

function figuresOf(text: string): string {
  return text.replaceAll(/\D/g, '')
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
