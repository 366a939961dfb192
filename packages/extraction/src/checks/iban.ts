import { countrySpecs, ValidationErrorsIBAN, validateIBAN } from 'ibantools'
import { type Check, verdict } from './check.ts'

const labels = ['fournisseur_iban' as const]
const formErrors = [
  ValidationErrorsIBAN.NoIBANProvided,
  ValidationErrorsIBAN.NoIBANCountry,
  ValidationErrorsIBAN.WrongBBANLength,
  ValidationErrorsIBAN.WrongBBANFormat,
  ValidationErrorsIBAN.ChecksumNotNumber,
]
const ribCountries = ['FR', 'MC']

/**
 * Length and characters as its country has them (ISO 13616), then its two check digits (ISO 7064, mod 97), then those that
 * the country has in its account numbers, in France and Monaco the RIB key.
 */
export function checkIban(iban: string | undefined): Check[] {
  if (iban === undefined) return []
  const { errorCodes } = validateIBAN(iban)
  const isFormed = !errorCodes.some((error) => formErrors.includes(error))
  const form = verdict('iban.format', isFormed, { labels, detail: describeForm(iban, isFormed) })
  // Check digits of half a number, or of one that runs on, say nothing more.
  if (!isFormed) return [form]
  const national = nationalKey(
    iban,
    !errorCodes.includes(ValidationErrorsIBAN.WrongAccountBankBranchChecksum),
  )
  return [
    form,
    mod97(iban, !errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum)),
    ...national,
  ]
}

function describeForm(iban: string, isFormed: boolean): string {
  const country = iban.slice(0, 2)
  const length = countrySpecs[country]?.chars
  if (typeof length !== 'number') return `${iban}: no country ${country} has IBANs`
  if (length !== iban.length)
    return `${iban} has ${iban.length} characters, an IBAN of ${country} has ${length}`
  if (!isFormed) return `${iban} has letters where an IBAN of ${country} has digits, or the reverse`
  return `${iban} has the ${length} characters of an IBAN of ${country}`
}

function mod97(iban: string, passed: boolean): Check {
  const digits = iban.slice(2, 4)
  return verdict('iban.mod97', passed, {
    labels,
    detail: `${iban}: check digits ${digits} ${passed ? 'fit' : 'do not fit'} the rest of it (mod 97)`,
  })
}

function nationalKey(iban: string, passed: boolean): Check[] {
  const country = iban.slice(0, 2)
  if (!countrySpecs[country]?.bban_validation_func) return []
  const key = ribCountries.includes(country)
    ? `RIB key ${iban.slice(-2)} ${passed ? 'fits' : 'does not fit'} bank ${iban.slice(4, 9)}, branch ${iban.slice(9, 14)} and account ${iban.slice(14, 25)}`
    : `the check digits that accounts of ${country} have ${passed ? 'fit' : 'do not fit'}`
  return [verdict('iban.national_key', passed, { labels, detail: `${iban}: ${key}` })]
}
