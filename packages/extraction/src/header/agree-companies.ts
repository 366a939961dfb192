import { recognitionOf } from '../candidates/span.ts'
import type { Found } from '../found.ts'
import { isValidSiren, isValidSiret, isValidVat } from '../parse/identifier.ts'

type Part = {
  suffix: 'siren' | 'siret' | 'tva'
  isValid: (value: string) => boolean
  /** Where the SIREN begins in it. */
  start: number
  form: RegExp
}

const parts: Part[] = [
  { suffix: 'siren', isValid: isValidSiren, start: 0, form: /^\d{9}$/ },
  { suffix: 'siret', isValid: isValidSiret, start: 0, form: /^\d{14}$/ },
  { suffix: 'tva', isValid: isValidVat, start: 4, form: /^FR..\d{9}$/ },
]
const sirenLength = 9

/**
 * Values as found, but a recognised number whose check digits are wrong takes the SIREN of another number of its party
 * that is right, where one digit differs and all its check digits are right then: SIRET ⊃ SIREN ⊂ French VAT number.
 */
export function agreeCompanies(found: Found[]): Found[] {
  return found.map((value) => {
    const side = value.label.startsWith('fournisseur_') ? 'fournisseur' : 'client'
    const part = parts.find(({ suffix }) => value.label === `${side}_${suffix}`)
    if (!part?.form.test(value.value) || part.isValid(value.value)) return value
    if (recognitionOf(value.words) === 1) return value
    const [siren, another] = sirensOf(side, found)
    if (siren === undefined || another !== undefined) return value
    const agreed = withSiren(value.value, siren, part)
    return agreed === undefined ? value : { ...value, value: agreed, isRepaired: true }
  })
}

/** The SIRENs that the valid numbers of a party hold. */
function sirensOf(side: string, found: Found[]): string[] {
  const sirens = parts.flatMap(({ suffix, isValid, start, form }) =>
    found
      .filter(({ label }) => label === `${side}_${suffix}`)
      .filter(({ value }) => form.test(value) && isValid(value))
      .map(({ value }) => value.slice(start, start + sirenLength)),
  )
  return [...new Set(sirens)]
}

function withSiren(value: string, siren: string, { start, isValid }: Part): string | undefined {
  const agreed = value.slice(0, start) + siren + value.slice(start + sirenLength)
  const changed = [...agreed].filter((digit, index) => digit !== value[index]).length
  return changed === 1 && isValid(agreed) ? agreed : undefined
}
