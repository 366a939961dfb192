import type { FieldLabel } from '@invoice-ml/contracts'
import {
  isValidBic,
  isValidIban,
  isValidSiren,
  isValidSiret,
  isValidVat,
} from '../parse/identifier.ts'
import type { Check } from './arithmetic.ts'

type Values = Partial<Record<FieldLabel, string>>

const single: [label: FieldLabel, id: string, isValid: (value: string) => boolean][] = [
  ['fournisseur_iban', 'iban.mod97', isValidIban],
  ['fournisseur_bic', 'bic.format', isValidBic],
  ['fournisseur_siren', 'siren.luhn', isValidSiren],
  ['client_siren', 'siren.luhn', isValidSiren],
  ['fournisseur_siret', 'siret.luhn', isValidSiret],
  ['client_siret', 'siret.luhn', isValidSiret],
  ['fournisseur_tva', 'vat.key', isValidVat],
  ['client_tva', 'vat.key', isValidVat],
]

/** Check digits, and whether the numbers of one party agree: SIRET ⊃ SIREN ⊂ French VAT number. */
export function checkIdentity(values: Values): Check[] {
  const checks = single.flatMap(([label, id, isValid]): Check[] => {
    const value = values[label]
    return value === undefined
      ? []
      : [{ id, passed: isValid(value), detail: value, labels: [label] }]
  })
  return [...checks, ...agreement('fournisseur', values), ...agreement('client', values)]
}

function agreement(side: 'fournisseur' | 'client', values: Values): Check[] {
  const labels = { siren: `${side}_siren`, siret: `${side}_siret`, vat: `${side}_tva` } as const
  const siren = values[labels.siren]
  const siret = values[labels.siret]
  const vat = values[labels.vat]
  const checks: Check[] = []
  if (siren !== undefined && siret !== undefined)
    checks.push({
      id: 'identity.siret_in_siren',
      passed: siret.startsWith(siren),
      detail: `${siret} / ${siren}`,
      labels: [labels.siren, labels.siret],
    })
  const known = siren ?? siret?.slice(0, 9)
  if (known !== undefined && vat?.startsWith('FR'))
    checks.push({
      id: 'identity.siren_in_vat',
      passed: vat.endsWith(known),
      detail: `${vat} / ${known}`,
      labels: [labels.vat, siren === undefined ? labels.siret : labels.siren],
    })
  return checks
}
