import { expect, test } from 'vitest'
import { tokenId, tokenOf, vocabularySize } from './tokens.ts'

test('case, accents and surrounding punctuation do not change a token', () => {
  const words = ['Échéance', 'echeance:', '(ECHEANCE)']

  const identifiers = new Set(words.map(tokenId))

  expect(identifiers.size).toBe(1)
})

test.each([
  ['1.234,56', '<amount>'],
  ['€12.00', '<amount>'],
  ['12,00-', '<amount>'],
  ['20,0%', '<percent>'],
  ['03/04/2024', '<date>'],
  ['2024-04-03', '<date>'],
  ['75018', '<int5>'],
  ['FR7630006000011234567890189', '<iban>'],
  ['FR40303265045', '<vat>'],
  ['FA-2024-000123', 'fa-0000-0+'],
  ['jean@exemple.fr', '<email>'],
  ['Total', 'total'],
])('%s is read as %s', (word, token) => {
  expect(tokenOf(word)).toBe(token)
})

test('identifiers stay inside the vocabulary and leave 0 to emptiness', () => {
  const words = ['', ':', 'total', '発行日', '1'.repeat(40)]

  const identifiers = words.map(tokenId)

  for (const identifier of identifiers) {
    expect(identifier).toBeGreaterThanOrEqual(1)
    expect(identifier).toBeLessThan(vocabularySize)
  }
})

test('identifiers never change: models were trained with them', () => {
  expect([tokenId('Total'), tokenId('1 234,56'), tokenId('facture')]).toMatchInlineSnapshot(`
    [
      12,
      631,
      2201,
    ]
  `)
})
