// What the sums of a document are called, and what is to be done with them. "Payments" may come in any currency.
const sums =
  /\b(currency|devise|amounts?|montants?|prices?|prix|totals?|due|balance|solde|pay(?!ments\b)\w*|paid|billed|invoiced|factur\w*)\b/i
// What is paid otherwise than in the currency of the sums, or may be.
const otherwise = /\b(convert\w*|exchange|taux|accept\w*)\b/i
// Where something else begins to be said; not behind "incl." and "excl.".
const seam = /(?<!cl)[.;] |\b(?=(?:payments|paiements)\b)/i

/**
 * Whether a currency is said of the sums: "amounts in CAD", "Total (CAD)"; not "drafting in CAD", nor "to pay to our CAD account".
 *
 * @param before what stands before the name of the currency in its row.
 * @param behind what stands behind it in its piece of the row.
 */
export function isOfSums(before: string, behind: string): boolean {
  const from = before.split(seam).at(-1) ?? ''
  const [to = ''] = behind.split(seam)
  if (!sums.test(from) || otherwise.test(from) || otherwise.test(to)) return false
  return !/^\s*\p{L}/u.test(to) || /\b(in|en|are|is)\s*$/i.test(from)
}
