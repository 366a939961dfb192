import { normalise } from '../parse/text.ts'

const form =
  '(?:gmbh(?: & co\\.?(?: kg)?)?|mbh|ag|kg|ohg|ug|gbr|e\\.?k|e\\.?v|a\\.g|s\\.?a\\.?s?|s\\.? ?a ?r\\.? ?l|s\\.?a\\.?r\\.?l|sasu|eurl|sci|snc|scop|sprl|ltd|limited|llc|llp|inc|corp|co|plc|b\\.?v|n\\.?v|v\\.?o\\.?f|s\\.?l\\.?u?|s\\.?r\\.?l|s\\.?p\\.?a|s\\.a\\.s|lda|unipessoal|bvba|sprl|sdn\\.? ?bhd|bhd|s\\/b|pty|pte|oy|aps|a\\/s|ab|kft|d\\.o\\.o|sp\\. ?z ?o\\.? ?o|y cia|e hijos|& (?:sons|figli|fils|associes|sohne|zonen|co))'
// "Mario Rossi srl", "UG (haftungsbeschränkt)": at the end of a name, a remark in brackets behind it or not.
const atEnd = new RegExp(`(?:^|[^\\p{L}.])${form}\\.?(?: \\([\\p{L} .]+\\))?\\)?$`, 'u')
const alone = new RegExp(
  `^(?:${form}\\.?(?: \\([\\p{L} .]+\\)?)?|\\([\\p{L} .]+\\)|& co\\.? kg)$`,
  'u',
)
const connector = /(?:&|\b(?:und|et|and|y|e|en|of|de))$/

const registerNumber = /\s*[([][\w .:/&-]*\d[\w .:/&-]*[)\]}]?\s*$|\s+\d{4,}-?[A-Z]\b.*$/

/** Whether a line ends as the registered name of a company does, its register number behind it or not. */
export function endsWithLegalForm(text: string): boolean {
  return atEnd.test(normalise(withoutRegisterNumber(text)))
}

/** Whether a line holds a legal form and no name. */
export function isLegalForm(text: string): boolean {
  return alone.test(normalise(withoutRegisterNumber(text)))
}

/** How many words stand before the legal form at the end of a line; undefined without one. */
export function wordsBeforeLegalForm(text: string): number | undefined {
  if (!endsWithLegalForm(text)) return undefined
  const before = normalise(withoutRegisterNumber(text)).replace(atEnd, '')
  return before.split(' ').filter(Boolean).length
}

/** Whether a line cannot stand alone: it is what a name on the line above ends with, or that name ends open. */
export function continuesName(above: string, text: string): boolean {
  return isLegalForm(text) || (connector.test(normalise(above)) && endsWithLegalForm(text))
}

/** "R&C VENTURE SDN BHD (119101-W)" → "R&C VENTURE SDN BHD" */
export function withoutRegisterNumber(name: string): string {
  return name.replace(registerNumber, '')
}
