import { isLateIndemnity } from './late-charge.ts'

// What is charged beside what was sold, and bears no tax by itself. Texts are normalised: lower case, no accents.
const charges = [
  'interets?|interest|zins(?:en)?|intereses|interessi|majorations?|penalites?|frais de recouvrement',
  String.raw`mahn\w*|verzug\w*|late (?:payment|fees?|charges?)|cautions?|depots? de garantie|consignes?|deposits?|kaution|pfand|statiegeld|waarborgsom|fianza`,
  // The insurance of a seller is none that is charged, and premiums are what an insurer sells.
  'assurances?(?! (?:rc|pro|resp|dec))|insurance(?! (?:prem|serv|brok|comm|pol|agen))|franchise de [\\d .,]+',
  'timbres?(?!-)|postage(?! stamp)|porto|frais (?:de port|postaux|d.affranchissement)',
  'taxes? de sejour|(?:city|tourist|local) ?-?tax|kurtaxe|ortstaxe|imposta di soggiorno|tasa turistica|toeristenbelasting',
  'pourboires?|tips?(?= (?:is|are|not|exempt)|$)|gratuit(?:y|ies)|trinkgeld|propina|mancia|fooi',
  '(?:marca da |imposta di )?bollo(?! assolt)|debours|suplidos|disbursements?|auslagen',
].join('|')
// A piece of a sentence is about it where nothing but sums and short words stand before it: « courtage en assurance » is not.
const isCharge = new RegExp(
  String.raw`^(?:\W|\d|(?!(?:pas|no)\b)[a-z]{1,3}\b|(?:montant|tout|cett|votre|notre|eventuel|statut|gesetzl)\w*)*\b(?:${charges})\b`,
)
const isChargedOn = new RegExp(
  String.raw`^ (?:on|auf|op|su|sobre|sur|pour|for|fur|voor|per) (?:[a-z]{1,4}\b\W)?(?:${charges})\b`,
)
const parting = /[:(),](?!\d)/
const dash = / [-–—] /
// Behind a comma or a bracket these go on; « pénalités 10 %, TVA non applicable » and « bollo 2 €, esente » do not.
const agrees = /soumis|exonere|frei|befreit|exempt from|subject|exento|exenta|soggett|vrijgesteld/

/** Whether a text begins with what is charged besides. Normalised. */
export function namesSideCharge(text: string): boolean {
  return isCharge.test(text)
}

/**
 * Whether what is `said` to bear no tax, between the two parts of a sentence, is something charged beside what was sold. All
 * normalised. What nothing tells of is what was sold.
 */
export function isOfSideCharge(before: string, said: string, behind: string): boolean {
  if (isLateIndemnity(before, behind) || isChargedOn.test(behind)) return true
  const own = before.split(dash).at(-1)?.split(parting) ?? []
  const beside = agrees.test(said) ? own.findLast((piece) => /^ ?[a-z]/.test(piece)) : own.at(-1)
  return beside !== undefined && isCharge.test(beside)
}
