import type { Word } from '@invoice-ml/extraction'
import { expect, test } from 'vitest'
import { judgeText } from './text-quality.ts'

function words(text: string): Word[] {
  const box = { x: 0, y: 0, width: 0.1, height: 0.01 }
  return text.split(' ').map((text) => ({ text, box, confidence: 1 }))
}

test.each([
  ['Facture n° FA-2024-0012 du 03/04/2024, total à payer 1 250,00 €', 'sound'],
  ['Rechnung für Straßenbau, Gesamtbetrag brutto 99,50 EUR IBAN DE02120300000000202051', 'sound'],
  ['12,00 13,00 25,00', 'sound'],
  ['Τιμολόγιο Σύνολο Πληρωμή', 'sound'],
  ['Fwxrqz Kjhgfd Mnbvcx Plkjhg', 'doubtful'],
  ['\uE001\uE002\uE003 \uE010\uE011 12', 'broken'],
  ['\uFFFD\uFFFD\uFFFD Total', 'broken'],
])('"%s" is %s', (text, verdict) => {
  expect(judgeText(words(text))).toBe(verdict)
})

test('no words are no text layer', () => {
  expect(judgeText([])).toBe('broken')
})
