import { normalise } from '../parse/text.ts'

const legalForm =
  /\b(gmbh( & co\.? kg)?|ag|kg|ohg|ug|gbr|e\.?k|e\.?v|a\.g|s\.?a\.?s?|s\.?a\.?r\.?l|sasu|eurl|sci|snc|scop|ltd|limited|llc|inc|corp|plc|b\.?v|n\.?v|s\.?l\.?u?|s\.?r\.?l|s\.?p\.?a|bvba|sprl|sdn\.? ?bhd|bhd|pty|pte)\b\.?\)?$/

/** Whether a line ends as the registered name of a company does. */
export function endsWithLegalForm(text: string): boolean {
  return legalForm.test(normalise(text))
}
