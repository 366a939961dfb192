import { expect, test } from 'vitest'
import { createCaptionReader } from './caption.ts'

const read = createCaptionReader({
  gross: [[/\btotal\b/, 0.6]],
  net: [[/\btotal ht\b/, 1]],
})

test('a wording inside a longer one of another label does not count', () => {
  expect([...read('Total HT').keys()]).toEqual(['net'])
})

test('case, accents and colons do not matter', () => {
  expect([...read('TÔTAL :').keys()]).toEqual(['gross'])
})

test('the nearer a wording stands to the value, the more it counts', () => {
  const [near = 0, far = 0] = ['Total', 'Total of the goods'].map((text) => read(text).get('gross'))

  expect(near).toBeGreaterThan(far)
  expect(far).toBeGreaterThan(0)
})

test('a caption without a wording names nothing', () => {
  expect(read('Bonjour').size).toBe(0)
})

test('thousands of captions are read without mixing them up', () => {
  for (let index = 0; index < 5_000; index++) read(`Dossier ${index}`)

  expect([...read('Total HT').keys()]).toEqual(['net'])
})
