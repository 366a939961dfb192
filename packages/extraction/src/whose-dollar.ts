import { namedDollars, type PlacedDollar } from './dollar/named-dollars.ts'
import { onlyOf } from './dollar/only-of.ts'
import { registersOf } from './dollar/registers.ts'
import { taxMentions } from './dollar/tax-mentions.ts'
import { type Taxing, taxingCountry } from './dollar/taxing-country.ts'
import type { Row } from './lines.ts'
import type { Totals } from './solve/totals.ts'
import { isMoney } from './wording/dollars.ts'
import { isConverted, isOfAllSums, isOfSums } from './wording/sums.ts'

/** The codes of those who write "$". */
export const dollarCodes = new Set(['USD', 'CAD', 'AUD', 'SGD', 'NZD', 'HKD'])

export type Dollar = {
  code: string
  /** Whether the document spells it out, and nothing contradicts. */
  isSpelt: boolean
  /** What contradicts it, in words. */
  doubt?: string | undefined
}

/**
 * Whose dollar the "$" of a document is. What stands with its totals decides; else what is said of all its sums; else the
 * country that charges a tax; else what is said of one sum; else what is named at all, and the register of the seller.
 */
export function whoseDollar(rows: Row[], totals: Totals = { isBalanced: false }): Dollar {
  const named = namedDollars(rows)
  const ofTotals = commonest(named.filter((dollar) => isOfTotal(dollar, totals)).map(codeOf))
  if (ofTotals) return { code: ofTotals, isSpelt: true }
  const said = named.filter(isOfSums)
  // Where the total is not known, any sum may be it.
  const isGeneral = ({ sum }: PlacedDollar) => !sum || !totals.montant_ttc
  const ofAll = commonest(
    said.filter((dollar) => isGeneral(dollar) && isOfAllSums(dollar)).map(codeOf),
  )
  // Who bills abroad charges the tax of home in the dollar of the client.
  if (ofAll) return { code: ofAll, isSpelt: true }
  const registered = registersOf(rows)
  const taxing = taxingCountry({ mentions: taxMentions(rows), totals, registered })
  const evidence = { named, said, registered }
  if (taxing?.isTold) return ofTaxes(taxing, evidence)
  const spoken = commonest(said.map(codeOf))
  if (!spoken) return untold(taxing, evidence)
  const doubt = taxing && contradiction(taxing, spoken)
  return { code: spoken, isSpelt: !doubt, doubt }
}

/** Whether it stands beside one of the totals, or is said of one. */
function isOfTotal(dollar: PlacedDollar, totals: Totals): boolean {
  const { sum } = dollar
  if (!sum || sum.cents === 0) return false
  const { montant_ht: net, montant_tva: tax, montant_ttc: gross } = totals
  const isTotal = [net, tax, gross].some(
    (total) =>
      Math.abs(total?.candidate.cents ?? 0) === sum.cents &&
      total?.candidate.hasDecimals === sum.hasDecimals,
  )
  return isTotal && (sum.isBeside ? !isConverted(dollar) : isOfSums(dollar))
}

type Evidence = { named: PlacedDollar[]; said: PlacedDollar[]; registered: string[] }

/** The dollar of who charges a tax; doubtful where only another one is said of a sum. */
function ofTaxes(taxing: Taxing, { named, said, registered }: Evidence): Dollar {
  const { code } = taxing
  const [other = code] = said.some((dollar) => dollar.code === code) ? [] : said.map(codeOf)
  if (other !== code) return { code, isSpelt: false, doubt: contradiction(taxing, other) }
  const isAtHome = registered.length === 0 || registered.includes(code)
  return { code, isSpelt: isAtHome && named.map(codeOf).includes(code) }
}

/** Where nothing is said of the sums, and no tax tells. Who sells abroad is in a register at home. */
function untold(taxing: Taxing | undefined, { named, registered }: Evidence): Dollar {
  const home = onlyOf(registered)
  const spoken = named.filter((dollar) => dollar.code === home || isMoney(dollar)).map(codeOf)
  if (taxing) {
    const foreign = commonest(new Set(spoken.filter((code) => code !== 'USD'))) ?? home
    const doubt = `${taxing.tax} is charged, and nothing tells in which country`
    return { code: foreign ?? taxing.code, isSpelt: false, doubt }
  }
  const code = commonest(new Set(spoken)) ?? home ?? 'USD'
  const isSpelt = named.map(codeOf).includes(code) && (home ?? code) === code
  if (registered.length < 2 || isSpelt) return { code, isSpelt }
  const doubt = `the seller is in registers of ${registered.map(countryOf).join(' and ')}`
  return { code, isSpelt, doubt }
}

const countries: Record<string, string> = {
  USD: 'the United States',
  CAD: 'Canada',
  AUD: 'Australia',
  SGD: 'Singapore',
  NZD: 'New Zealand',
}

function countryOf(code: string): string {
  return countries[code] ?? code
}

/** In words, what is said against the dollar of the country whose tax is charged; undefined where nothing is. */
function contradiction({ tax, code, isTold }: Taxing, said: string): string | undefined {
  if (isTold && said === code) return undefined
  if (!isTold && said !== 'USD') return undefined
  const where = isTold ? ` as in ${countryOf(code)}` : ''
  return `${tax} is charged${where}, but a sum is said to be in ${said}`
}

function codeOf({ code }: PlacedDollar): string {
  return code
}

/** The code that is there most often; undefined where several are: who says as much of each says of none that it is the one. */
function commonest(codes: Iterable<string>): string | undefined {
  const counts = [...Map.groupBy(codes, (code) => code)].map(([code, { length }]) => ({
    code,
    length,
  }))
  const [first, second] = counts.toSorted((a, b) => b.length - a.length)
  return first && first.length > (second?.length ?? 0) ? first.code : undefined
}
