import { findIdentifiers } from '../candidates/identifiers.ts'
import { isDebited } from '../header/identifier-sides.ts'
import type { Row } from '../lines.ts'

/** IBANs and BICs of a document that one may pay into, as far as their form is right. */
export function printedAccounts(rows: Row[]): { kind: 'iban' | 'bic'; value: string }[] {
  return findIdentifiers(rows).flatMap((candidate) => {
    const { kind, value, isValid } = candidate
    if ((kind !== 'iban' && kind !== 'bic') || !isValid || isDebited(candidate, rows)) return []
    return [{ kind, value }]
  })
}
