import { expect, test } from 'vitest'
import { read } from '../testing/readings.ts'
import { formatRate, parseRate } from './rates.ts'

test.each([
  ['20%', 2_000],
  ['20 %', 2_000],
  ['5,5%', 550],
  ['2.1%', 210],
  ['(7.00%)', 700],
  ['0%', 0],
  ['8,125%', 813],
  ['21%-€', 2_100],
])('%s is %i hundredths of a percent', (text, basisPoints) => {
  expect(parseRate(text)).toBe(basisPoints)
})

test.each(['20', '%', '100%', '31%', '1.234,5%', 'TVA'])('%s is no tax rate', (text) => {
  expect(parseRate(text)).toBeUndefined()
})

test.each([
  [2_000, '20.00'],
  [550, '5.50'],
  [0, '0.00'],
])('%i hundredths of a percent are written %s', (basisPoints, text) => {
  expect(formatRate(basisPoints)).toBe(text)
})

test.each([
  'TVA 20 %',
  'TVA à 20,00%',
  'VAT (20%)',
  '20 % MwSt.',
  'IVA 20%',
  'BTW 20%',
  'VAT 20.00',
])('%s names a tax rate', (caption) => {
  const { fields } = read(`
      Facture n° F-2024-0042
      ${caption}          100,00 €`)

  expect(fields).toContainEqual(expect.objectContaining({ label: 'taux_tva', value: '20.00' }))
})

test.each([
  'Remise 10 %',
  'Escompte 2 %',
  'Skonto 2 %',
  'Pénalités de retard : 12 %',
  'Acompte de 30 %',
])('%s is no tax rate', (sentence) => {
  const { fields } = read(`
      Facture n° F-2024-0042
      ${sentence}          100,00 €`)

  expect(fields.map(({ label }) => label)).not.toContain('taux_tva')
})
