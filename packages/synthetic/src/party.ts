import { siren, siret, vatNumber } from './identifiers.ts'
import { companyName, personName, phoneNumber } from './names.ts'
import { type Address, type Country, makeAddress } from './places.ts'
import type { Random } from './random.ts'

export type Party = {
  name: string
  address: Address
  contact: string | undefined
  phone: string
  email: string
  web: string
  siren: string | undefined
  siret: string | undefined
  vat: string | undefined
  capitalCents: number
}

/** A company of the country with valid identifiers. */
export function makeParty(random: Random, country: Country): Party {
  const name = companyName(random, country)
  const address = makeAddress(random, country)
  const company = siren(random)
  const word =
    name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase()
      .slice(0, 12) || 'firma'
  const domain = `${word}.${random.pick(['com', 'net', 'eu', country.toLowerCase()])}`
  return {
    name,
    address,
    contact: random.chance(0.3) ? personName(random, country) : undefined,
    phone: phoneNumber(random, country),
    email: `${random.pick(['contact', 'info', 'compta', 'billing', 'office'])}@${domain}`,
    web: random.pick([`www.${domain}`, `https://${domain}`, domain]),
    siren: country === 'FR' ? company : undefined,
    siret: country === 'FR' ? siret(random, company) : undefined,
    vat: vatNumber(random, country, company),
    capitalCents: random.pick([
      100_000, 750_000, 1_000_000, 5_000_000, 10_000_000, 25_000_000, 123_456_00,
    ]),
  }
}
