const sold =
  'prestation|formation|honoraires|operation|vacation|activite|service|acte|soin|vente|location|livraison|cours|leistung|lieferung'
// What is said of the same: until what was sold is named behind a comma or a dash.
const rest = String.raw`(?:(?![,–—-] ?(?:l'|la |les |nos |vos )?(?:${sold}))[^.;]|\.(?=\d)){0,90}`
const fortyEuros = String.raw`(?<![\w.,])(?:40(?:[.,]00)?|quarante)\b\W{0,3}(?:€|eur)`
const late = String.raw`\bretards?\b`
// An indemnity for paying late, and not what is paid for travelling.
const indemnity = new RegExp(
  String.raw`\bindemnites?(?! (?:forfaitaires? )?de deplacement| kilometriques?| de repas| journalieres?)` +
    String.raw`(?:(?= (?:legale|forfaitaire)s?\b)|(?=${rest}(?:${late}|${fortyEuros}))|` +
    String.raw`(?<=${late}${rest}|${fortyEuros} (?:a titre )?d'indemnites?))\b${rest}$`,
)
// « Indemnité (non soumise à TVA) de 40 € »
const sumBehind = new RegExp(String.raw`^\W{0,3}(?:d'un montant )?(?:de )?${fortyEuros}`)

/** Whether what is spoken of, between the two parts of a sentence, is an indemnity for paying late. Normalised. */
export function isLateIndemnity(before: string, behind: string): boolean {
  const [sum = ''] = sumBehind.exec(behind) ?? []
  return indemnity.test(before + sum)
}
