import type { FieldLabel } from '@invoice-ml/contracts'
import type { Faults } from './faults.ts'
import type { Party } from './invoice.ts'

export type FieldOf = (label: FieldLabel) => string | undefined

/** Seller and buyer. The client is taken to be in the supplier's country unless its own numbers say otherwise. */
export function partiesOf(fieldOf: FieldOf, faults: Faults): { seller: Party; buyer: Party } {
  const country =
    countryOf(
      fieldOf('fournisseur_tva'),
      fieldOf('fournisseur_siren') ?? fieldOf('fournisseur_siret'),
    ) ?? fieldOf('fournisseur_iban')?.slice(0, 2)
  const seller = partyOf('fournisseur', country, fieldOf, faults)
  if (!seller.vat && !seller.siren)
    faults.add('fournisseur_tva', 'is missing, and so are fournisseur_siren and fournisseur_siret')
  else if (!country) faults.add('fournisseur_tva', 'does not say the country of the supplier')
  const buyerCountry =
    countryOf(fieldOf('client_tva'), fieldOf('client_siren') ?? fieldOf('client_siret')) ?? country
  return { seller, buyer: partyOf('client', buyerCountry, fieldOf, faults) }
}

function partyOf(
  side: 'fournisseur' | 'client',
  country: string | undefined,
  fieldOf: FieldOf,
  faults: Faults,
): Party {
  const name = fieldOf(`${side}_nom`)
  if (!name) faults.add(`${side}_nom`, 'is missing')
  const siret = fieldOf(`${side}_siret`)
  return {
    name: name ?? '',
    country: country ?? '',
    ...addressOf(fieldOf(`${side}_adresse`), country),
    vat: fieldOf(`${side}_tva`),
    siren: fieldOf(`${side}_siren`) ?? siret?.slice(0, 9),
    siret,
  }
}

/** What VAT numbers begin with that is no country of ISO 3166-1. */
const otherPrefixes: Record<string, string> = { EL: 'GR', XI: 'GB' }

function countryOf(vat: string | undefined, frenchNumber: string | undefined): string | undefined {
  const prefix = vat?.slice(0, 2)
  if (prefix && /^[A-Z]{2}$/.test(prefix)) return otherPrefixes[prefix] ?? prefix
  return frenchNumber ? 'FR' : undefined
}

const printed = /^(.+?),?\s+(\d{4,5})\s+([^\d,]+)$/
// Elsewhere two capitals behind four digits begin the name of a town: "7100 LA LOUVIÈRE".
const dutch = /^(.+?),?\s+(\d{4} ?[A-Z]{2})\s+([^\d,]+)$/

/** "12 rue des Lilas, 75011 Paris" → street, postcode, city; as it is where it is written in another way. */
function addressOf(
  address: string | undefined,
  country: string | undefined,
): Pick<Party, 'street' | 'postcode' | 'city'> {
  const parts = (country === 'NL' && dutch.exec(address ?? '')) || printed.exec(address ?? '')
  const [, street, postcode, city] = parts ?? []
  return street ? { street, postcode, city } : { street: address, postcode, city }
}
