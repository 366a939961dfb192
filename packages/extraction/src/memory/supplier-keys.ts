import type { FieldLabel } from '@invoice-ml/contracts'
import { findIdentifiers } from '../candidates/identifiers.ts'
import { segmentsOf } from '../candidates/span.ts'
import { lettersAndDigits } from '../find-print.ts'
import { type Row, readRows } from '../lines.ts'
import type { Page } from '../page.ts'

// Shorter names are part of too many texts.
const shortestName = 5
const longestNameInWords = 6
const maxNames = 300

/** What documents of this supplier are recognised by. */
export function keysOfSupplier(values: ReadonlyMap<FieldLabel, string>): string[] {
  return keysOfParty('fournisseur', values)
}

/** The keys of one side of a document, as those of suppliers are written. */
export function keysOfParty(
  side: 'fournisseur' | 'client',
  values: ReadonlyMap<FieldLabel, string>,
): string[] {
  const siren = values.get(`${side}_siren`) ?? values.get(`${side}_siret`)?.slice(0, 9)
  const iban = side === 'fournisseur' ? values.get('fournisseur_iban') : undefined
  const name = values.get(`${side}_nom`)
  return [
    keyOf('siren', siren),
    keyOf('vat', values.get(`${side}_tva`)),
    keyOf('iban', iban),
    name === undefined ? undefined : nameKey(name),
  ].filter((key) => key !== undefined)
}

/** Every key that some supplier might have who is named on these pages: identifiers, and what may be a name. */
export function supplierKeys(pages: Page[]): string[] {
  return keysIn(readRows(pages))
}

/** The same of pages whose rows are known. */
export function keysIn(rows: Row[]): string[] {
  const identifiers = findIdentifiers(rows).map(({ kind, value }) =>
    kind === 'siret' ? keyOf('siren', value.slice(0, 9)) : keyOf(kind, value),
  )
  const keys = [...identifiers, ...namesOn(rows)].filter((key) => key !== undefined)
  return [...new Set(keys)]
}

/** Every beginning of every piece of text of the first page. */
function namesOn(rows: Row[]): (string | undefined)[] {
  const [first] = rows
  const names: (string | undefined)[] = []
  for (const { words } of segmentsOf(rows.filter(({ page }) => page === first?.page))) {
    for (let count = 1; count <= Math.min(longestNameInWords, words.length); count++) {
      names.push(
        nameKey(
          words
            .slice(0, count)
            .map(({ text }) => text)
            .join(' '),
        ),
      )
    }
    if (names.length >= maxNames) break
  }
  return names
}

function nameKey(name: string): string | undefined {
  const letters = lettersAndDigits(name)
  const isName = letters.length >= shortestName && /\p{L}{3}/u.test(letters)
  return isName ? `name:${letters.slice(0, 60)}` : undefined
}

function keyOf(kind: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${kind}:${value}`
}
