import { type FieldLabel, fieldDefinition } from '@invoice-ml/contracts'
import { similarity } from './similarity.ts'

const nameThreshold = 0.85
const addressThreshold = 0.75
const tolerance = 0.01 + 1e-9

/**
 * Whether a value that the platform gave is the one expected. Both are normalised as the API writes them.
 * - amounts: within 0.01; the sign is ignored where `ignoreSign`
 * - rates: the same set, each within 0.01
 * - dates, identifiers, currency: equal; of identifiers only letters and digits count; a VAT number may lack its country
 * - names and addresses: similar words; legal forms and countries do not count
 */
export function isRight(
  label: FieldLabel,
  expected: unknown,
  got: string[],
  ignoreSign: boolean,
): boolean {
  const [first] = got
  if (first === undefined) return false
  const text = String(expected)
  switch (fieldDefinition(label).type) {
    case 'amount':
      return sameAmount(text, first, ignoreSign || text.startsWith('-'))
    case 'rate':
      return sameRates(Array.isArray(expected) ? expected.map(String) : [text], got)
    case 'name':
      return similarity(text, first, 'name') >= nameThreshold
    case 'address':
      return similarity(text, first, 'address') >= addressThreshold
    case 'vat':
      return sameVatNumber(identifier(text), identifier(first))
    case 'date':
    case 'currency':
      return text === first
    default:
      return identifier(text) !== '' && identifier(text) === identifier(first)
  }
}

function sameAmount(expected: string, got: string, ignoreSign: boolean): boolean {
  const [left, right] = [expected, got].map((text) => Number.parseFloat(text))
  if (left === undefined || right === undefined) return false
  return ignoreSign
    ? Math.abs(Math.abs(left) - Math.abs(right)) <= tolerance
    : Math.abs(left - right) <= tolerance
}

function sameRates(expected: string[], got: string[]): boolean {
  const [left, right] = [expected, got].map((texts) => [...new Set(texts.map(Number.parseFloat))])
  if (left === undefined || right === undefined || left.length !== right.length) return false
  return left.every((rate) => right.some((other) => Math.abs(rate - other) <= tolerance))
}

function sameVatNumber(expected: string, got: string): boolean {
  if (expected === got) return expected !== ''
  const [left, right] = [expected, got].map((text) => text.replace(/^[A-Z]{2}(?=.{7})/, ''))
  return left === right && left !== '' && (expected === left || got === right)
}

function identifier(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}
