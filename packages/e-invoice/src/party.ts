import type { ValueCollector } from './typed-values.ts'

/** Seller (`fournisseur`) or buyer (`client`), as both syntaxes describe them. */
export type Side = 'fournisseur' | 'client'

export type Party = {
  name: string | undefined
  /** Street lines, then postcode and city. */
  address: (string | undefined)[]
  vat: string | undefined
  /** Registration and other identifiers with their ISO 6523 scheme. */
  identifiers: { scheme: string | undefined; id: string }[]
}

/** ISO 6523 codes of the French registers. */
const sirenScheme = '0002'
const siretScheme = '0009'

export function addParty(collector: ValueCollector, side: Side, party: Party): void {
  const { name, address, vat, identifiers } = party
  collector.add(`${side}_nom`, name)
  collector.add(
    `${side}_adresse`,
    address.filter((part) => part !== undefined).join(', ') || undefined,
  )
  collector.add(`${side}_tva`, vat)
  for (const { scheme, id } of identifiers) {
    const digits = id.replaceAll(/\s/g, '')
    // Some put the longer number under the shorter one's code.
    if ((scheme === sirenScheme || scheme === siretScheme) && /^\d{14}$/.test(digits))
      collector.add(`${side}_siret`, digits)
    if (scheme === sirenScheme && /^\d{9}$/.test(digits)) collector.add(`${side}_siren`, digits)
  }
}
