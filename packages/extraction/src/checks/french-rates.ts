import type { FieldLabel } from '@invoice-ml/contracts'
import { type Check, verdict } from './check.ts'

// Code général des impôts, in hundredths of a percent.
const rates = {
  /** Articles 278 to 281 nonies; nothing on exports and exempt sales, 262 ff. */
  mainland: [0, 210, 550, 1000, 2000],
  /** Guadeloupe, Martinique, Réunion: 296 and 296 ter. */
  overseas: [105, 175, 850],
  /** 297. */
  corsica: [90, 1300],
  /** 278 and 279 as they stood until the end of 2013. */
  before2014: [700, 800, 1960],
}

type Values = Partial<Record<FieldLabel, string>>

/**
 * Whether every rate, in hundredths of a percent, is one of France, where the supplier is French by its numbers. A VAT
 * number of Monaco begins with FR too, and the rates are the same.
 */
export function checkFrenchRates(values: Values, found: number[]): Check[] {
  if (!isFrench(values) || found.length === 0) return []
  const { date_facture: issued = '' } = values
  const isOld = issued !== '' && issued < '2014-01-01'
  const allowed = [
    ...rates.mainland,
    ...rates.overseas,
    ...rates.corsica,
    ...(isOld ? rates.before2014 : []),
  ]
  const foreign = found.filter((rate) => !allowed.includes(rate))
  const passed = foreign.length === 0
  const percent = (passed ? found : foreign).map((rate) => `${rate / 100} %`).join(', ')
  return [
    verdict('vat.french_rate', passed, {
      labels: ['taux_tva'],
      detail: `${percent}: ${passed ? 'in force' : 'not in force'} in France${isOld ? ' before 2014' : ''}`,
    }),
  ]
}

function isFrench({
  fournisseur_tva: vat,
  fournisseur_siren: siren,
  fournisseur_siret: siret,
}: Values): boolean {
  if (vat !== undefined) return vat.startsWith('FR')
  return siren !== undefined || siret !== undefined
}
