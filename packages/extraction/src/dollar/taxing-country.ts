import type { Totals } from '../solve/totals.ts'
import { dollarOfGst, likelyDollarOfGst } from './goods-and-services-tax.ts'
import { isCalled, isCharged, isOfRate, isShare, ratesOf, type Tax, toTax } from './tax.ts'
import type { TaxMention } from './tax-mentions.ts'

/** What the taxes of a document say of its dollar. */
export type Taxing = {
  /** What the tax is called. */
  tax: string
  /** The dollar of the country that charges it, or else of where such a tax may well be charged. */
  code: string
  /** Whether its name, its rate, its amount or the register tells the country. */
  isTold: boolean
}

type Evidence = { mentions: TaxMention[]; totals: Totals; registered: string[] }

// Texts are normalised.
const isCanadian = isCalled(['hst', 'tps', 'tvq', 'tvh', 'qst'])
const isProvincial = isCalled(['pst', 'rst'])
const isGst = isCalled(['gst'])
const isAmerican = isCalled(['sales tax', 'sales taxes', 'ge tax'])
/** In percent, lately and before: those of a province with that of Canada, or of one of them. */
const harmonisedRates = [12, 13, 14, 14.975, 15]
const canadianRates = [5, 6, 7, 9.5, 9.975, ...harmonisedRates]
const provincialRates = [6, 7, 8, 12]

/** The country whose tax is charged: a tax that its rate or its share of the net tells goes before one that its name alone does. */
export function taxingCountry({ mentions, totals, registered }: Evidence): Taxing | undefined {
  const taxes = mentions.map((mention) => toTax(mention, totals))
  const canadian = taxes.filter(isCanadian)
  const usual = taxes.filter((tax) => isAmerican(tax) && isCharged(tax))
  // Canadians, too, may call theirs a sales tax.
  const american = usual.find((tax) => !isOfRate(canadianRates)(tax))
  const allGst = taxes.filter((tax) => isGst(tax) && !isCanadian(tax) && isChargedAsGst(tax))
  // Beside a tax of the US, a rate without an amount is what others would be charged.
  const shared = american ? allGst.filter(({ amounts }) => amounts.length > 0) : allGst
  const [gst] = shared
  const code = gst && dollarOfGst(shared, registered)
  const own = american ? undefined : canadian.find(isOfRate(canadianRates))
  const harmonised = !gst && isHarmonised(totals) ? canadian[0] : undefined
  const provincial = taxes.some(isGst) ? taxes.find(isChargedByProvince) : undefined
  if (gst && code && code !== 'CAD') return told(gst, code)
  const certain = own ?? harmonised ?? (code ? gst : provincial)
  if (certain) return told(certain, 'CAD')
  const named = byNameAlone(canadian, { isOther: usual.length > 0, registered })
  if (named) return named
  if (gst) return { tax: nameOf(gst), code: likelyDollarOfGst(shared, totals), isTold: false }
  return american && told(american, 'USD')
}

/** Whether the tax of the document is one that no state of the US charges. */
function isHarmonised({ montant_ht: net, montant_tva: tax }: Totals): boolean {
  if (!net || !tax) return false
  return harmonisedRates.some((rate) => isShare(tax.candidate.cents, rate, net.candidate.cents))
}

/** GST is so many whole percent everywhere: else a sales tax of the US is called so. */
function isChargedAsGst(tax: Tax): boolean {
  const rates = ratesOf(tax).filter((rate) => rate > 0)
  return isCharged(tax) && (rates.length === 0 || rates.some(Number.isInteger))
}

/** "PST" is a time, too. */
function isChargedByProvince(tax: Tax): boolean {
  const isRated = ratesOf(tax).some((rate) => provincialRates.includes(rate))
  return isProvincial(tax) && (isRated || tax.amounts.length > 0)
}

type Against = { isOther: boolean; registered: string[] }

/** A Canadian tax that neither a rate nor its amount shows: "TPS" counts transactions, too. */
function byNameAlone(canadian: Tax[], { isOther, registered }: Against): Taxing | undefined {
  const possible = canadian.filter(({ amounts }) => amounts.length > 0)
  const tax = possible.find(({ isPlain }) => isPlain) ?? (isOther ? undefined : possible[0])
  if (!tax) return undefined
  if (registered.includes('CAD')) return told(tax, 'CAD')
  if (isOther) return { tax: nameOf(tax), code: 'USD', isTold: false }
  return { tax: nameOf(tax), code: 'CAD', isTold: tax.isPlain }
}

function told(tax: Tax, code: string): Taxing {
  return { tax: nameOf(tax), code, isTold: true }
}

function nameOf({ names: [name = ''] }: Tax): string {
  return name.toUpperCase()
}
