import type { FieldLabel } from '@invoice-ml/contracts'
import { checkBic } from './bic.ts'
import { type Check, verdict } from './check.ts'
import { checkSiren, checkSiret } from './company-number.ts'
import { checkIban } from './iban.ts'
import { checkVatNumber } from './vat-number.ts'

type Values = Partial<Record<FieldLabel, string>>

/** Check digits of accounts and companies, and whether the numbers of one party agree: SIRET ⊃ SIREN ⊂ French VAT number. */
export function checkIdentity(values: Values): Check[] {
  return [
    ...checkIban(values.fournisseur_iban),
    ...checkBic(values.fournisseur_bic, values.fournisseur_iban),
    ...checkCompany('fournisseur', values),
    ...checkCompany('client', values),
  ]
}

function checkCompany(side: 'fournisseur' | 'client', values: Values): Check[] {
  const labels = { siren: `${side}_siren`, siret: `${side}_siret`, vat: `${side}_tva` } as const
  const siren = values[labels.siren]
  const siret = values[labels.siret]
  const vat = values[labels.vat]
  const checks = [
    ...checkSiren(labels.siren, siren),
    ...checkSiret(labels.siret, siret),
    ...checkVatNumber(labels.vat, vat),
  ]
  if (siren !== undefined && siret !== undefined) {
    const passed = siret.startsWith(siren)
    checks.push(
      verdict('identity.siret_in_siren', passed, {
        labels: [labels.siren, labels.siret],
        detail: `${labels.siret} ${siret} ${passed ? 'begins' : 'does not begin'} with ${labels.siren} ${siren}`,
      }),
    )
  }
  const known = siren ?? siret?.slice(0, 9)
  if (known !== undefined && vat?.startsWith('FR')) {
    const passed = vat.endsWith(known)
    checks.push(
      verdict('identity.siren_in_vat', passed, {
        labels: [labels.vat, siren === undefined ? labels.siret : labels.siren],
        detail: `${labels.vat} ${vat} ${passed ? 'ends' : 'does not end'} with SIREN ${known}`,
      }),
    )
  }
  return checks
}
