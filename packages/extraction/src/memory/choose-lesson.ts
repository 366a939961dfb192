import type { SupplierLesson } from '@invoice-ml/contracts'
import type { Found } from '../found.ts'
import type { Row } from '../lines.ts'
import { isInForce } from './in-force.ts'
import { isOfSameForm } from './is-of-same-form.ts'
import { likeness, lookOf } from './look.ts'
import { keysIn, keysOfParty } from './supplier-keys.ts'

// A supplier with a number of its own may have several forms. A name alone may belong to several suppliers, an account to whoever
// collects for them.
const leastLikeness = { identified: 0.35, named: 0.55 } as const

/**
 * The lesson whose document looks most like this one, of those whose keys are on its pages: not as the client's, nor where the
 * seller that was found has a number of its own that is another one; unless that seller is the client of the lesson, and the
 * page is the taught form again, where both stand where they stood: then the sides are read the wrong way round.
 */
export function chooseLesson(
  rows: Row[],
  parties: Found[],
  lessons: SupplierLesson[],
): SupplierLesson | undefined {
  if (lessons.length === 0) return undefined
  const look = lookOf(rows)
  const present = new Set(keysIn(rows))
  const seller = new Set(keysOfParty('fournisseur', valuesOf(parties.filter(isSure))))
  const client = new Set(keysOfParty('client', valuesOf(parties)))
  const scored = lessons.flatMap((lesson) => {
    const isSwapped = isSoldByClient(lesson, seller) && isOfSameForm(lesson, look)
    const isAnother = isOfAnother(lesson, seller)
    const shared = lesson.keys
      .filter((key) => present.has(key))
      .filter((key) => isSwapped || !client.has(key))
      .filter((key) => isSwapped || !isAnother || (isName(key) && seller.has(key)))
    if (shared.length === 0) return []
    const score = likeness(look, lesson.look)
    return score >= leastLikeness[shared.some(isIdentity) ? 'identified' : 'named']
      ? [{ lesson, score }]
      : []
  })
  return scored.sort((a, b) => b.score - a.score)[0]?.lesson
}

function valuesOf(parties: Pick<Found, 'label' | 'value'>[]) {
  return new Map(parties.map(({ label, value }) => [label, value]))
}

/** Names are compared as they are; a misread number is no other one. */
function isSure({ label, value }: Found): boolean {
  return label.endsWith('_nom') || isInForce(label, value)
}

/** Whether the seller is whom the supplier of the lesson sold to. */
function isSoldByClient({ parties }: SupplierLesson, seller: Set<string>): boolean {
  return keysOfParty('client', valuesOf(parties)).some((key) => seller.has(key))
}

/** Whether the seller has a number of the kinds that the lesson knows, and none of them is the lesson's. */
function isOfAnother({ keys }: SupplierLesson, seller: Set<string>): boolean {
  const own = keys.filter(isIdentity)
  if (own.some((key) => seller.has(key))) return false
  const kinds = new Set(own.map(kindOf))
  return [...seller].some((key) => kinds.has(kindOf(key)))
}

function isIdentity(key: string): boolean {
  return kindOf(key) === 'siren' || kindOf(key) === 'vat'
}

function isName(key: string): boolean {
  return kindOf(key) === 'name'
}

function kindOf(key: string): string {
  return key.slice(0, key.indexOf(':'))
}
