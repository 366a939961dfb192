// What says that an invoice bears no tax, by law or since the buyer owes it. Texts are normalised: lower case, no accents.
const exemption = new RegExp(
  [
    String.raw`\btva non applicable\b|\b(art(icle)?\.? ?)?293 ?b\b|\bauto[- ]?liquidation\b|\bexonere?e?s? de (la )?tva\b|\bexoneration (de (la )?)?tva\b`,
    String.raw`\bnon assujettie?s? a (la )?tva\b|(?<!\bdebours )\bnon soumise?s? a (la )?tva\b|\bfranchise (en base|de tva)\b|\btva non due\b`,
    // « TVA due » alone is said where it is charged, « à la charge du preneur » in leases, and 283 is a number as well.
    String.raw`\btva (est )?(due|acquittee|a acquitter) par (le |son )?(preneur|co-?contractant)\b|\b283 ?[-‐–] ?2\b(?=.{0,20}\bdu (c\.?g\.?i\b|code general\b))`,
    String.raw`§ ?19\b.{0,20}\bustg\b|\bkleinunternehmer\w*|\bkeine? (umsatz|mehrwert)steuer\b|\b(umsatz|mehrwert)?steuer(frei|befreit)\w*\b|\bsteuerschuldnerschaft des leistungsempf|\binnergemeinschaftliche (lieferung|leistung)\b`,
    String.raw`\breverse[ -]charge\b|\bvat[ -]exempt\b|\bexempt from vat\b|\bzero[- ]rated\b|\bno vat (is )?(charged|applicable|due)\b|\bnot (vat )?registered for vat\b|\bnot vat registered\b|\bvat (is )?not applicable\b|\bnot subject to vat\b|\boutside the scope of vat\b`,
    String.raw`\bexent[oa]s? (de |del )?(i\.?v\.?a\b|art(iculo|\.))|\bno sujet[oa] (a )?iva\b|\boperacion exenta\b|\binversion del sujeto pasivo\b`,
    String.raw`\besente (da )?iva\b|\besente (ai sensi|ex)? ?(dell.? ?)?art\b|\bnon imponibile\b.{0,20}\bart\b|\bfuori campo iva\b|\binversione contabile\b|\bregime forf?ett?ario\b|\bnon soggett[oa] (a|ad) iva\b|\bsenza (applicazione|addebito) dell.? ?iva\b`,
    String.raw`\bbtw verlegd\b|\bvrijgesteld van (btw|omzetbelasting)\b|\bbtw niet (van )?toepass\w+|\bvrijstellingsregeling\b|\bgeen btw (verschuldigd|van toepassing)\b|\bbtw vrijgesteld\b|\bkleineondernemersregeling\b`,
  ].join('|'),
  'g',
)
// Of these, what may be said of one sum alone.
const ofOneSum = /soumis|exonere|steuer(frei|befreit)/
const sold =
  'prestation|formation|honoraires|operation|vacation|activite|service|acte|soin|vente|location|livraison|cours|leistung|lieferung'
// What is said of the same: until what was sold is named behind a comma or a dash.
const rest = String.raw`(?:(?![,–—-] ?(?:l'|la |les |nos |vos )?(?:${sold}))[^.;]|\.(?=\d)){0,90}`
const fortyEuros = String.raw`(?<![\w.,])(?:40(?:[.,]00)?|quarante)\b\W{0,3}(?:€|eur)`
const late = String.raw`\bretards?\b`
// An indemnity for paying late, and not what is paid for travelling.
const indemnity =
  'indemnites?(?! (?:forfaitaires? )?de deplacement| kilometriques?| de repas| journalieres?)' +
  String.raw`(?:(?= (?:legale|forfaitaire)s?\b)|(?=${rest}(?:${late}|${fortyEuros}))|` +
  `(?<=${late}${rest}|${fortyEuros} (?:a titre )?d'indemnites?))`
const charge = new RegExp(
  String.raw`\b(?:${indemnity}|recouvrement|penalites?|mahn\w*|verzug\w*)\b${rest}$`,
)
// More than what names a charge and its two stretches of `rest`, in characters.
const reach = 300
// « Indemnité (non soumise à TVA) de 40 € »
const sumBehind = new RegExp(String.raw`^\W{0,3}(?:d'un montant )?(?:de )?${fortyEuros}`)

/** Whether a text says that the invoice bears no tax, and not only what is charged for paying late. Normalised as above. */
export function saysExempt(wording: string): boolean {
  const text = wording.replaceAll(/\bt\.v\.a\b\.?/g, 'tva')
  return [...text.matchAll(exemption)].some(({ 0: said, index }) => {
    const [sum = ''] = sumBehind.exec(text.slice(index + said.length)) ?? []
    const before = text.slice(Math.max(0, index - reach), index)
    return !(ofOneSum.test(said) && charge.test(before + sum))
  })
}
