import type { FieldLabel } from '@invoice-ml/contracts'
import { isValidSiren, isValidSiret } from '../parse/identifier.ts'
import { type Check, type CheckId, verdict } from './check.ts'

const postOffices = '356000000'

/** SIREN: 9 digits, Luhn. */
export function checkSiren(label: FieldLabel, siren: string | undefined): Check[] {
  return siren === undefined
    ? []
    : [luhn('siren.luhn', label, { value: siren, length: 9, passed: isValidSiren(siren) })]
}

/** SIRET: 14 digits, Luhn, or La Poste's rule for its offices. */
export function checkSiret(label: FieldLabel, siret: string | undefined): Check[] {
  return siret === undefined
    ? []
    : [luhn('siret.luhn', label, { value: siret, length: 14, passed: isValidSiret(siret) })]
}

type Parts = { value: string; length: number; passed: boolean }

function luhn(id: CheckId, label: FieldLabel, { value, length, passed }: Parts): Check {
  const isComplete = value.length === length && /^\d+$/.test(value)
  const rule =
    value.startsWith(postOffices) && length === 14 ? 'La Poste: a sum divisible by 5' : 'Luhn'
  const found = passed ? 'the last digit fits the others' : 'the last digit does not fit the others'
  const detail = isComplete ? `${found} (${rule})` : `not ${length} digits`
  return verdict(id, passed, { labels: [label], detail: `${label} ${value}: ${detail}` })
}
