import { isValidBic } from '../parse/identifier.ts'
import { type Check, verdict } from './check.ts'

// ISO 3166 knows them as countries of their own, and BICs too; their IBANs begin as those of the country they belong to.
const ibanCountries: Record<string, string> = {
  BL: 'FR',
  GF: 'FR',
  GP: 'FR',
  MF: 'FR',
  MQ: 'FR',
  NC: 'FR',
  PF: 'FR',
  PM: 'FR',
  RE: 'FR',
  TF: 'FR',
  WF: 'FR',
  YT: 'FR',
  GG: 'GB',
  IM: 'GB',
  JE: 'GB',
  AX: 'FI',
}

/** Its form (ISO 9362), and that its bank is of the country of the IBAN. */
export function checkBic(bic: string | undefined, iban: string | undefined): Check[] {
  if (bic === undefined) return []
  const isFormed = isValidBic(bic)
  const form = verdict('bic.format', isFormed, {
    labels: ['fournisseur_bic'],
    detail: isFormed
      ? `${bic} has the form of a BIC`
      : `${bic} is no BIC: four letters, a country, two and perhaps three letters or digits`,
  })
  if (!isFormed || iban === undefined) return [form]
  const country = bic.slice(4, 6)
  const account = iban.slice(0, 2)
  const passed = (ibanCountries[country] ?? country) === account
  const agreement = verdict('bic.country_of_iban', passed, {
    labels: ['fournisseur_bic', 'fournisseur_iban'],
    detail: passed
      ? `BIC ${bic} and IBAN ${iban} are both of ${account}`
      : `BIC ${bic} is of a bank in ${country}, IBAN ${iban} of ${account}`,
  })
  return [form, agreement]
}
