import { type FieldLabel, fieldDefinition } from '@invoice-ml/contracts'
import { isValidIban, isValidSiren, isValidSiret, isValidVat } from '../parse/identifier.ts'

/** Whether the check digits of an identifier are right: then it is what is printed. */
export function isInForce(label: FieldLabel, value: string): boolean {
  switch (fieldDefinition(label).type) {
    case 'iban':
      return isValidIban(value)
    case 'siren':
      return isValidSiren(value)
    case 'siret':
      return isValidSiret(value)
    case 'vat':
      return isValidVat(value)
    default:
      return false
  }
}
