import { normalise } from '../parse/text.ts'
import type { NamedDollar } from './dollars.ts'

// What the sums of a document are called, and what is done with them.
const sums = new RegExp(
  String.raw`\b(currency|devise|monnaie|amounts?|amt|montants?|sums?|sommes?|figures?|values?|valeurs?|(sub)?totals?|totaux|balance|solde|deposit|due|` +
    'prices?|pricing|prix|rates?|taux|tarifs?|' +
    String.raw`priced|billed|invoiced|quoted|stated|exprime\w*|factur\w*|payables?(?! (by|par) ))\b`,
)
// Only where these are in a dollar: "Fees are in CAD", not "Wire fee (USD)" nor "Fees for drafting in CAD".
const charges =
  /\b(fees?|frais|charges?|costs?|couts?)\b(?!.* (for|de|pour) ).*\b(in|en|are|is)\W*$/
const mustBePaid =
  /^(?=.*\b(please|kindly|veuillez|must|shall|doi(t|vent))\b).*\b(pay\w*|paie\w*|remit\w*|regl\w*)\b/
// Whatever is in a dollar; but drawings are in CAD, too.
const all = /\b(all|tous|toutes)\b.* (in|en) (?!\W*cad$)/
// What other dollars are worth, or whom they are asked of.
const otherwise =
  /\b(conver[st]\w*|exchange|taux d|equiv\w*|approx\w*|outside|hors d[eu]|overseas|international\w*)\b|=/
// How some may pay, what was paid, and what a tax comes to at home.
const asides = [
  /^\W*(to|for|pour|if|si)\b|\b(for|pour)$/,
  /\b(accept\w*|(may|can) (also|be|pay|remit)|peu(t|vent)|aussi|customers|clients)\b/,
  /(?<!\bbe )\b(paid|received|payee?s?|recue?s?) (in|en)$/,
  /^\W*(hst|gst|tps|tvq|tvh|qst|tax(es)?(?! invoice))\b.*\b(in|en)$/,
]
// Behind it, the means of payment are spoken of: they may come in any dollar.
const means = /\b(?=(?:payments|paiements|cheques|checks|wires|virements)\b)/
const leading = /\b(in|en|are|is|currency|devise|monnaie)\W*$/

/** Where another sentence begins; not behind "incl." and "Cdn.". */
export const seam = /(?<=[.;!?])(?<!(?:cl|dn)\.) (?=\p{Lu}\p{Ll})/u

const byDate = /\b(by|on|le|before|avant le) (\p{L}+ \d{1,2}|\d{1,2} \p{L}+)\b/u
const addsTerms = /^\W*(and|et|unless|sauf)\b/
// Where nothing else is said before a dollar, all sums are meant: "Amounts in", not "Declared value", "Late fees in".
const ofAllSums = new Set(
  (
    'all tous toutes the le la les l our nos these ces this cette presente of de d on in en by is are be sont est page ' +
    'currency curr devise monnaie code document invoice invoices facture factures billing dollar dollars item items line ' +
    'amount amounts amt montant montants sum sums somme sommes figure figures value values valeur valeurs unit unitaire ' +
    'total totals totaux sub subtotal subtotals sous grand net gross ht ttc balance solde due du owing price prices pricing ' +
    'prix rate rates taux tarif tarifs horaire hourly fee fees frais charge charges cost costs transactions qty quantity ' +
    'shown stated listed given quoted priced expressed exprime exprimes exprimees billed invoiced facturation factures ' +
    'payable payables must shall be paid please pay remit make made payment payments to a payer veuillez regler effectuer ' +
    'paiement paiements us usd cad aud sgd nzd hkd'
  ).split(' '),
)

/** Whether what is said of the sums is said of all of them. */
export function isOfAllSums({ before, behind }: NamedDollar): boolean {
  const words =
    normalise(before)
      .replace(byDate, ' ')
      .match(/\p{L}+/gu) ?? []
  return words.every((word) => ofAllSums.has(word)) && (!goesOn(behind) || addsTerms.test(behind))
}

/** Whether a text cannot but go on with a currency: "Currency:", "All amounts are in". */
export function leadsToCurrency(text: string): boolean {
  return leading.test(normalise(text))
}

/** Whether a dollar is said of the sums: "amounts in CAD", "Total (CAD)"; not "drafting in CAD", nor "to pay to our CAD account". */
export function isOfSums(dollar: NamedDollar): boolean {
  const { name, before, behind } = dollar
  const from = afterMeans(before)
  if (isConverted(dollar) || asides.some((aside) => aside.test(from))) return false
  const isSum = [sums, charges, mustBePaid].some((said) => said.test(from))
  if (!isSum && !all.test(`${from} ${normalise(name)}`)) return false
  return !goesOn(behind) || leading.test(from)
}

/** Whether it is told what a sum is worth in other dollars, or of whom these are asked. */
export function isConverted({ before, behind }: NamedDollar): boolean {
  return otherwise.test(`${afterMeans(before)} ${untilSentenceEnds(behind)}`)
}

function afterMeans(before: string): string {
  return normalise(before).split(means).at(-1) ?? ''
}

/** "CAD drafting", "USD cheques": whether it says what is that dollar's. */
function goesOn(behind: string): boolean {
  return /^(?!(due|incl?|excl?|plus|ttc|ht|funds)\b)[a-z]/.test(untilSentenceEnds(behind))
}

/** What follows a dollar in its sentence, in lower case and without accents. */
export function untilSentenceEnds(behind: string): string {
  return normalise(behind).split(/[.;](?: |$)/)[0] ?? ''
}
