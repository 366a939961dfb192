import type { Segment } from '../lines.ts'
import { hasIbanLength, isValidIban } from '../parse/identifier.ts'
import { repairIban } from '../parse/repair.ts'
import { normalise } from '../parse/text.ts'
import { bare, type IdentifierCandidate, joinedText, toCandidate } from './identifier.ts'
import { spanOf } from './span.ts'

// As recognizers spell it, too.
const named = /(^|[^\p{L}\p{N}])[il1|!(]ban\b|\biran\b/u
// Words that one may be printed in.
const longest = 9

/** The IBAN that begins with a word: valid, put right, or as printed where it is named one. */
export function readIban(
  segment: Segment,
  start: number,
  caption: string,
): IdentifierCandidate | undefined {
  const first = bare(segment.words[start]?.text ?? '')
  const isNamed = named.test(`${caption} ${normalise(segment.words[start]?.text ?? '')}`)
  const second = bare(segment.words[start + 1]?.text ?? '')
  if (!beginsIban(first, second, isNamed)) return undefined
  const room = Math.min(longest, segment.words.length - start)
  for (let count = room; count > 0; count--) {
    const value = joinedText(segment, start, count)
    if (value.length < 15 || value.length > 34 || !isValidIban(value)) continue
    return toCandidate('iban', spanOf(segment, start, count), { value, isValid: true, isNamed })
  }
  if (!isNamed && !hasIbanLength(first)) return undefined
  return repairedIban(segment, start, room) ?? damagedIban(segment, start, room)
}

/** A country and two digits, perhaps apart; where it is named an IBAN, also what looks like them. */
function beginsIban(first: string, second: string, isNamed: boolean): boolean {
  if (/^[A-Z]{2}$/.test(first)) return /^\d{2}/.test(second)
  return (
    /^[A-Z]{2}[0-9OQISB]{2}/.test(first) || (isNamed && /^[A-Z0-9]{2}[0-9OQDILZSGB]{2}/.test(first))
  )
}

function repairedIban(segment: Segment, start: number, room: number) {
  for (let count = room; count > 0; count--) {
    const value = joinedText(segment, start, count)
    const repaired = repairIban(value)
    if (repaired === undefined) continue
    return toCandidate('iban', spanOf(segment, start, count), {
      value: repaired,
      isValid: true,
      isRepaired: repaired !== value,
      isNamed: true,
    })
  }
  return undefined
}

/** Named an IBAN and not valid: as printed. */
function damagedIban(segment: Segment, start: number, room: number) {
  let length = 1
  // It ends where its country says; what follows is another word.
  const isComplete = () => hasIbanLength(joinedText(segment, start, length))
  const next = () => segment.words[start + length]?.text ?? ''
  while (length < room && !isComplete() && /^[A-Z0-9]{1,6}$/i.test(next())) length++
  const value = joinedText(segment, start, length)
  const isLike = /^[A-Z]{2}\d{2}/.test(value) && /\d{8}/.test(value)
  if (value.length < 15 || value.length > 34 || !isLike) return undefined
  return toCandidate('iban', spanOf(segment, start, length), {
    value,
    isValid: false,
    isNamed: true,
  })
}
