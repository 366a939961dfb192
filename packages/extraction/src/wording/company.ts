import { normalise } from '../parse/text.ts'

const legalForm =
  /\b(gmbh( & co\.? kg)?|ag|kg|ohg|ug|gbr|e\.?k|e\.?v|a\.g|s\.?a\.?s?|s\.?a\.?r\.?l|sasu|eurl|sci|snc|scop|ltd|limited|llc|inc|corp|plc|b\.?v|n\.?v|s\.?l\.?u?|s\.?r\.?l|s\.?p\.?a|bvba|sprl|sdn\.? ?bhd|bhd|pty|pte)\b\.?\)?$/

const registerNumber = /\s*[([][\w .:/&-]*\d[\w .:/&-]*[)\]]?\s*$/

/** Whether a line ends as the registered name of a company does, its register number behind it or not. */
export function endsWithLegalForm(text: string): boolean {
  return legalForm.test(normalise(withoutRegisterNumber(text)))
}

/** "R&C VENTURE SDN BHD (119101-W)" → "R&C VENTURE SDN BHD" */
export function withoutRegisterNumber(name: string): string {
  return name.replace(registerNumber, '')
}
