import { expect, test } from 'vitest'
import { isReference, normalise } from './text.ts'

test.each([
  ['Échéance', 'echeance'],
  ['FÄLLIGKEIT', 'falligkeit'],
  ['Número', 'numero'],
  ['l’échéance', "l'echeance"],
  ['  Total\u00a0 TTC\n', 'total ttc'],
  ['ﬁn', 'fin'],
])('%j is compared as %j', (text, plain) => {
  expect(normalise(text)).toBe(plain)
})

test.each(['F-2024-0042', '42', '2024/001', 'INV_12.3', 'FA24#7', 'É2024'])(
  '%s looks like the number of a document',
  (text) => {
    expect(isReference(text)).toBe(true)
  },
)

test.each(['facture', '', '-12', 'F 2024', '12€', `F${'1'.repeat(40)}`])(
  '%j does not look like the number of a document',
  (text) => {
    expect(isReference(text)).toBe(false)
  },
)
