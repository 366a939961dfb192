import { isSaidOfSome } from './condition.ts'
import { sentenceAround } from './sentence.ts'
import { isOfSideCharge } from './side-charge.ts'

// Texts are normalised: lower case, no accents.
// The seller charges nobody any.
const ofSeller = [
  String.raw`\b(art(icle)?\.? ?)?293 ?b\b|\bfranchise (en base|de tva)\b`,
  String.raw`§ ?19\b.{0,20}\bustg\b|\bkleinunternehmer\w*`,
  String.raw`\bnot (vat )?registered for vat\b|\bnot vat registered\b`,
  String.raw`\bregime forf?ett?ario\b|\bvrijstellingsregeling\b|\bkleineondernemersregeling\b`,
]
// The buyer owes it.
const ofBuyer = [
  String.raw`\bauto-?liquidation\b|\bauto liquidation\b(?=.{0,20}\b(tva|art)\b)|(?<=\btva.{0,20})\bauto liquidation\b`,
  // « TVA due » alone is said where it is charged, « à la charge du preneur » in leases, and 283 is a number as well.
  String.raw`\btva (est )?(due|acquittee|a acquitter) par (le |son )?(preneur|co-?contractant)\b|\b283 ?[-‐–] ?2\b(?=.{0,20}\bdu (c\.?g\.?i\b|code general\b))`,
  String.raw`\bsteuerschuldnerschaft des leistungsempf|\binnergemeinschaftliche (lieferung|leistung)\b`,
  String.raw`\breverse[ -]charge\b|\binversion del sujeto pasivo\b|\binversione contabile\b|\bbtw verlegd\b`,
]
// What is spoken of bears none.
const ofSale = [
  String.raw`\btva non applicable\b|\btva non due\b|\bexonere?e?s? de (la )?tva\b|\bexoneration (de (la )?)?tva\b`,
  String.raw`\bnon assujettie?s? a (la )?tva\b|\bnon soumise?s? a (la )?tva\b`,
  String.raw`\bkeine? (umsatz|mehrwert)steuer\b|\b(umsatz|mehrwert)?steuer(frei|befreit)\w*\b`,
  String.raw`\bvat[ -]exempt\b|\bexempt from vat\b|\bzero[- ]rated\b|\bno vat (is )?(charged|applicable|due)\b|\bvat (is )?not applicable\b|\bnot subject to vat\b|\boutside the scope of vat\b`,
  String.raw`\bexent[oa]s? (de |del )?(i\.?v\.?a\b|art(iculo|\.))|\bno sujet[oa] (a )?iva\b|\boperacion exenta\b`,
  String.raw`\besent[ei] (da )?iva\b|\besent[ei] (ai sensi|ex)? ?(dell.? ?)?art\b|\bnon imponibile\b.{0,20}\bart\b|\bfuori campo iva\b|\bnon soggett[oa] (a|ad) iva\b|\bsenza (applicazione|addebito) dell.? ?iva\b`,
  String.raw`\bvrijgesteld van (btw|omzetbelasting)\b|\bbtw niet (van )?toepass\w+|\bgeen btw (verschuldigd|van toepassing)\b|\bbtw vrijgesteld\b`,
]
const sellerExempt = new RegExp(ofSeller.join('|'))
const exemption = new RegExp(
  `(?<seller>${ofSeller.join('|')})|(?<buyer>${ofBuyer.join('|')})|${ofSale.join('|')}`,
  'g',
)

/** Whether a text speaks of something that bears no tax, whatever it is. Normalised as above. */
export function speaksOfExemption(wording: string): boolean {
  return withoutDots(wording).search(exemption) >= 0
}

/** Whether a text says that its seller charges nobody any tax. Normalised as above. */
export function saysSellerExempt(wording: string): boolean {
  return sellerExempt.test(withoutDots(wording))
}

/**
 * Whether a text, normalised as above, says that the invoice bears no tax: not what is true of some clients only, nor of
 * something charged beside what was sold, unless `includesBesides`.
 */
export function saysExempt(wording: string, includesBesides = false): boolean {
  const text = withoutDots(wording)
  return [...text.matchAll(exemption)].some(({ 0: said, index, groups = {} }) => {
    const { seller, buyer } = groups
    if (seller !== undefined) return true
    const { before, behind } = sentenceAround(text, index, said.length)
    if (isSaidOfSome(`${before}${said}${behind}`)) return false
    return buyer !== undefined || includesBesides || !isOfSideCharge(before, said, behind)
  })
}

function withoutDots(wording: string): string {
  return wording.replaceAll(/\bt\.v\.a\b\.?/g, 'tva')
}
