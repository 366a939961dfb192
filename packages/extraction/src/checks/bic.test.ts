import { expect, test } from 'vitest'
import { outcomes } from '../testing/outcomes.ts'
import { checkBic } from './bic.ts'

const frenchIban = 'FR7630006000011234567890189'

test.each([
  ['AGRIFRPP', true],
  ['AGRIFRPP882', true],
  ['AGRIFRPP8', false],
  ['AGRI12PP', false],
  ['AGRIXQPP', false],
])('BIC %s alone has the form of one: %s', (bic, passed) => {
  expect(outcomes(checkBic(bic, undefined))).toEqual({ 'bic.format': passed })
})

test.each([
  ['of the same country', 'AGRIFRPP', true],
  ['of Réunion, whose accounts are French', 'AGRIRERX', true],
  ['of another country', 'DEUTDEFF', false],
])('a bank %s beside a French IBAN', (_, bic, passed) => {
  expect(outcomes(checkBic(bic, frenchIban))).toMatchObject({ 'bic.country_of_iban': passed })
})

test('a contradiction names both countries', () => {
  const [, check] = checkBic('DEUTDEFF', frenchIban)

  expect(check?.detail).toMatch(/DEUTDEFF.*DE.*FR76.*FR$/)
})

test('what is no BIC is not compared with the IBAN', () => {
  expect(outcomes(checkBic('AGRI12PP', frenchIban))).toEqual({ 'bic.format': false })
})
