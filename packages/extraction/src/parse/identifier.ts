import {
  countrySpecs,
  electronicFormatIBAN,
  isValidBIC,
  isValidIBAN,
  ValidationErrorsIBAN,
  validateIBAN,
} from 'ibantools'
import { stdnum } from 'stdnum'

/** Letters and digits alone, in upper case. */
export function compact(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}

// Where the library keeps the check of each prefix.
const vatValidators = {
  AT: ['AT', 'uid'],
  BE: ['BE', 'vat'],
  BG: ['BG', 'vat'],
  CH: ['CH', 'uid'],
  CY: ['CY', 'vat'],
  CZ: ['CZ', 'dic'],
  DE: ['DE', 'vat'],
  DK: ['DK', 'cvr'],
  EE: ['EE', 'kmkr'],
  EL: ['GR', 'vat'],
  ES: ['ES', 'nif'],
  FI: ['FI', 'alv'],
  FR: ['FR', 'tva'],
  GB: ['GB', 'vat'],
  HR: ['HR', 'oib'],
  HU: ['HU', 'anum'],
  IE: ['IE', 'vat'],
  IT: ['IT', 'iva'],
  LT: ['LT', 'pvm'],
  LU: ['LU', 'tva'],
  LV: ['LV', 'pvn'],
  MT: ['MT', 'vat'],
  NL: ['NL', 'btw'],
  PL: ['PL', 'nip'],
  PT: ['PT', 'nif'],
  RO: ['RO', 'cui'],
  SE: ['SE', 'vat'],
  SI: ['SI', 'ddv'],
  SK: ['SK', 'dph'],
  XI: ['GB', 'vat'],
} as const

type VatCountry = keyof typeof vatValidators

// Length and alphabet by country, for finding a number whose check digits may be wrong.
const vatShapes: Record<VatCountry, RegExp> = {
  AT: /^ATU\d{8}$/,
  BE: /^BE[01]?\d{9}$/,
  BG: /^BG\d{9,10}$/,
  CH: /^CHE\d{9}(MWST|TVA|IVA)?$/,
  CY: /^CY\d{8}[A-Z]$/,
  CZ: /^CZ\d{8,10}$/,
  DE: /^DE\d{9}$/,
  DK: /^DK\d{8}$/,
  EE: /^EE\d{9}$/,
  EL: /^EL\d{9}$/,
  ES: /^ES[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^FI\d{8}$/,
  FR: /^FR[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  HR: /^HR\d{11}$/,
  HU: /^HU\d{8}$/,
  IE: /^IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^IT\d{11}$/,
  LT: /^LT(\d{9}|\d{12})$/,
  LU: /^LU\d{8}$/,
  LV: /^LV\d{11}$/,
  MT: /^MT\d{8}$/,
  NL: /^NL\d{9}B\d{2}$/,
  PL: /^PL\d{10}$/,
  PT: /^PT\d{9}$/,
  RO: /^RO\d{2,10}$/,
  SE: /^SE\d{12}$/,
  SI: /^SI\d{8}$/,
  SK: /^SK\d{10}$/,
  XI: /^XI(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
}

function vatCountry(value: string): VatCountry | undefined {
  const prefix = value.slice(0, 2)
  return isVatPrefix(prefix) ? prefix : undefined
}

/** Whether VAT numbers that begin so can be checked. */
export function isVatPrefix(prefix: string): prefix is VatCountry {
  return Object.hasOwn(vatShapes, prefix)
}

/** Whether it has the form of an EU, British or Swiss VAT number, whatever its check digits. */
export function hasVatShape(value: string): boolean {
  const country = vatCountry(value)
  return country !== undefined && vatShapes[country].test(value)
}

/** Whether the check digits of a VAT number with its prefix are right. */
export function isValidVat(value: string): boolean {
  const country = vatCountry(value)
  if (!country || !vatShapes[country].test(value)) return false
  const [library, name] = vatValidators[country]
  return passes(library, name, forLibrary(country, value))
}

function forLibrary(country: VatCountry, value: string): string {
  // Northern Ireland numbers its companies as Great Britain does.
  if (country === 'XI') return `GB${value.slice(2)}`
  return country === 'CH' ? value.replace(/[A-Z]+$/, '') : value
}

function passes(country: string, name: string, value: string): boolean {
  return stdnum[country]?.[name]?.validate(value).isValid ?? false
}

/** SIREN: 9 digits, Luhn. */
export function isValidSiren(value: string): boolean {
  return passes('FR', 'siren', value)
}

/** SIRET: 14 digits, Luhn, or La Poste's own rule. */
export function isValidSiret(value: string): boolean {
  return passes('FR', 'siret', value)
}

/** IBAN: length of its country, mod 97. */
export function isValidIban(value: string): boolean {
  return isValidIBAN(electronicFormatIBAN(value) ?? '')
}

/** Whether its own two check digits are right, though those of the account number in it may be wrong. */
export function hasIbanCheckDigits(value: string): boolean {
  const { valid, errorCodes } = validateIBAN(value)
  const national = ValidationErrorsIBAN.WrongAccountBankBranchChecksum
  return valid || errorCodes.every((error) => error === national)
}

/** Whether it has as many characters as an IBAN of its country, whatever its check digits. */
export function hasIbanLength(value: string): boolean {
  const length = countrySpecs[value.slice(0, 2)]?.chars
  return length === value.length && /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(value)
}

/** BIC: 8 or 11 characters with an ISO country. */
export function isValidBic(value: string): boolean {
  return isValidBIC(value)
}
