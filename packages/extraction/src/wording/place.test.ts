import { expect, test } from 'vitest'
import { hasPostcode, isStreet } from './place.ts'

test.each(['Paris 75002', 'D-10115 Berlin', 'Lisboa, 1000-205', 'Lyon, 69001, France'])(
  '%s holds a postcode and a town',
  (text) => {
    expect(hasPostcode(text)).toBe(true)
  },
)

test.each(['No 12345', 'NW-3324', 'Total 1 250,00'])('%s holds none', (text) => {
  expect(hasPostcode(text)).toBe(false)
})

test.each(['Hauptstr.4', 'Kirchweg 12', 'Damstraat 3', '12 rue de Paris'])(
  '%s is a street',
  (text) => {
    expect(isStreet(text)).toBe(true)
  },
)

test('a word of very many letters keeps nobody busy', () => {
  const text = `1 ${'a'.repeat(200_000)}`

  expect([hasPostcode(text), isStreet(text)]).toEqual([false, false])
})
