const rate = String.raw`(?:[1-9][\d.,]* ?% )?`
const wordings = [
  String.raw`(?<!\bnon )\btva ${rate}(?:incluse|comprise)\b|\b(?:y compris|inclus|incluant) (?:la )?tva\b`,
  String.raw`\b(?:inkl\w*|einschl\w*|mit)\.? (?:der |die )?(?:(?:gesetz|gult|gelt)\w*\.? )*${rate}(?:mwst|ust|umsatzsteuer|mehrwertsteuer)\b`,
  String.raw`(?<!\b(?:keine|ohne) )\b(?:mwst|ust|umsatzsteuer|mehrwertsteuer)\.? (?:ist |sind )?(?:im preis |in den preisen )?(?:inkl\w*|enthalten|inbegriffen)\b`,
  String.raw`(?<!\bnot )\bincl(?:\.|usive|uding|udes)?(?: of)?(?: any| all)? ${rate}vat\b|\bvat (?:is )?incl(?:uded|usive)\b`,
  String.raw`(?:^|[.;] |\bwe are )vat[ -]registered(?=[.;,]|$)`,
  String.raw`\bincl(?:usief|\.)? ${rate}btw\b|\bbtw (?:inbegrepen|inclusief)\b`,
  String.raw`\biva (?:inclus[ao]|compresa|incluido)\b|\b(?:inclusa|compresa|incluido(?: el)?|con) iva\b|\bivato\b`,
]
const included = new RegExp(wordings.join('|'))

/** Whether a text says that tax is included in a price or charged by the seller. Normalised: lower case, no accents. */
export function saysTaxIncluded(text: string): boolean {
  return included.test(text.replaceAll(/\bt\.v\.a\b\.?/g, 'tva'))
}
