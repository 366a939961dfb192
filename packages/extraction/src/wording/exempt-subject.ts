import { isLateIndemnity } from './late-charge.ts'

// What an invoice is for, by how it begins, and who sells: these bear no tax, so the invoice bears none.
const sold = [
  'factu+r|invoice|rechnung|fattur|document|presta[tcz]i|servi[cz]|dienst|opera[tcz]ion|transaction|a[ct]tivi',
  'vente|venta|vendit|verkoop|sales?$|suppl(?:y|ies)|goods|item|product|produit|bien|marchandise|livraison|entrega|cession|levering|goeder|export|esportazion|travaux|work',
  'formation|formacion|training|cours|curs|cors|class|lesson|lecon|lessen|enseignement|education|onderwijs|opleiding|tuition|soin|acte|seance|consultation|treatment|behandeling|therap',
  'honorair|honorari|vacation|indemnit|compens|locat|loyer|rent|huur|alquiler|transport|cotisation|adhesion|membership|intervention',
  'association|organis|entreprise|micro|societe|auto-?entrepreneur|etablissement|praticien|company|charity|vereniging|stichting',
].join('|')
// Germans write what it is at the end of a word.
const soldInGerman =
  'leistung|lieferung|behandlung|umsatz|umsatze|unterricht|seminar|kurs|schulung|bildung|miete|vermietung|honorar|ausfuhr|ware|artikel|verkauf|position|tatigkeit|beratung|verein|unternehmen'
const isSold = new RegExp(`^(?:${sold})|(?:${soldInGerman})(?:e|en|s|es|n)?$`)
// « Service charge »: in English what is charged stands behind what for.
const isBeside = /^(?:charge|deposits?|insurance|premium|interest)$/

// Words that name no thing: sums, laws and what joins words.
const sums =
  'montants?|total\\w*|sommes?|prix|ensemble|totalite|tarifs?|amounts?|prices?|import[eo]|\\w*betrag\\w*|\\w*preise?|summe|gesamt\\w*|totaal|bedrag|euros?|eur|net|netto|payer|regler|due|payable|zahl\\w*|pagar|pagare|betalen'
const laws =
  'art|articles?|articulo|articolo|artikel|cgi|code|general|impots|loi|law|section|directive|abs|satz|u?stg|liva|ter|bis|nonies|paragraph\\w*|gesetz\\w*|reason|motif|grund\\w*|regime|regimen|statut|mentions?|legales?|notes?|notas?|remarques?|observations?|commentaires?|informations?|hinweis\\w*|tva|vat|iva|btw|ust|mwst|umsatzsteuer|mehrwertsteuer|tax|taux'
const joints =
  'les|une|par|est|non|aux|nos|vos|ces|ses|cette|notre|votre|toute?s?|sont|etant|soit|selon|conformement|application|vertu|titre|base|fondement|dans|avec|present\\w*|' +
  'the|and|are|our|all|this|these|that|your|please|there|under|with|from|according|pursuant|therefore|because|' +
  'die|das|dem|den|ist|und|bei|zum|zur|mit|nach|sind|wird|werden|daher|alle\\w*|diese\\w*|unsere\\w*|gemass|aufgrund|wegen|sinne|enthalt\\w*|' +
  'las|los|esta|este|segun|con|una|gli|dei|sensi|questa|questo|een|het|zijn|wordt|deze|volgens'
const namesNothing = new RegExp(`^(?:.{1,2}|${sums}|${laws}|${joints})$`)
// « Caution de location »: what follows tells which, the thing stands before.
const which =
  /^(?:de|du|des|d'|of|der|di|del|della|dell'|dello|degli|delle|van|sur|on|auf|op|su|sobre|pour|for|fur|voor|per)$/
const phraseEnd = /[:()[\]]|,(?!\d)|(?<= )[-–—](?= |$)/
const aboutBehind = /^ (?:sur|on|auf|op|su|sobre|pour|for|fur|voor|per) [^,:;.()]{1,60}/

/**
 * Whether what is said to bear no tax is what was sold, or nothing but the invoice itself: a deposit, an insurance or interest
 * bears none by itself. `before` and `behind` are the rest of the sentence, normalised.
 */
export function isOfTheSale(before: string, behind: string): boolean {
  if (isLateIndemnity(before, behind)) return false
  const phrases = [...before.split(phraseEnd), aboutBehind.exec(behind)?.[0] ?? '']
  const naming = phrases.findLast((phrase) => thingsOf(phrase).length > 0)
  if (naming === undefined) return true
  const things = thingsOf(naming)
  return things.some((thing) => isSold.test(thing)) && !things.some((thing) => isBeside.test(thing))
}

/** The words that name what a phrase is about; none where it is about nothing. */
function thingsOf(phrase: string): string[] {
  const things: string[] = []
  for (const word of phrase.match(/[a-z][a-z-]*'?/g) ?? []) {
    if (which.test(word)) {
      if (things.length > 0) break
    } else if (!namesNothing.test(word)) things.push(word)
  }
  return things
}
