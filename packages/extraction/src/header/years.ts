import type { Found } from '../found.ts'

const agreeing = 0.1
const disagreeing = -0.4

/**
 * The number of an invoice often holds its year: where it is that of the issue date both are surer, where it is another
 * year one of them may be misread.
 */
export function weighYears(found: Found[]): Found[] {
  const number = found.find(({ label }) => label === 'numero_facture')
  const date = found.find(({ label }) => label === 'date_facture')
  const years = number?.value.match(/(?<!\d)20[0-4]\d(?!\d)/g)
  if (!number || !date || !years) return found
  const change = years.includes(date.value.slice(0, 4)) ? agreeing : disagreeing
  return found.map((value) =>
    value === number || value === date
      ? { ...value, evidence: Math.min(1, Math.max(0, value.evidence + change)) }
      : value,
  )
}
