import { expect, test } from 'vitest'
import { describePath } from './describe-path.ts'
import { describeSentence } from './describe-sentence.ts'
import { createFormat } from './format.ts'
import { en } from './messages/en/en.ts'
import { fr } from './messages/fr/fr.ts'

const format = createFormat('fr-FR')

/** With spaces that a test can be written with. */
function inFrench(sentence: string): string | undefined {
  return describeSentence(sentence, fr, format)?.replaceAll(/\s/g, ' ')
}

test.each([
  ['is missing', 'manque'],
  ['is 1250.50, not 1200.00', '1 250,50 au lieu de 1 200,00'],
  ['is 10.00, not montant_ttc without acompte', '10,00, et non « Total TTC » moins « Acompte »'],
  ['montant_ttc falls to 91.2 % F1, below 95.0 %', '« Total TTC » tombe à 91,2 % de F1, sous 95 %'],
  [
    'key fields: 92.0 % after 90.0 %, 2.00 points better (sure to 97.5 %)',
    'champs clés : 92 % contre 90 % auparavant, soit 2,00 points de mieux (sûr à 97,5 %)',
  ],
  [
    'on drawn pages it loses 3.1 points of mean average precision; 2 are allowed (retraining.max_forgotten)',
    'sur les pages dessinées, il perd 3,1 points de précision moyenne ; 2 sont permis (retraining.max_forgotten)',
  ],
  [
    '80.0 % of the documents were reviewed, 8.0 % before',
    '80 % des documents ont été relus, contre 8 % auparavant',
  ],
  ['No answer within 0.5 s', 'Pas de réponse en 0,5 s'],
])('%s: %s', (english, french) => {
  expect(inFrench(english)).toBe(french)
})

test('a time is written as the person reads it, where she is', () => {
  const french = inFrench('Every attempt has failed since 2026-11-20T10:00Z')

  expect(french).toMatch(/^Chaque essai échoue depuis le 20\/11\/2026 \d\d:\d\d$/)
})

test('what has no translation is left as it is', () => {
  expect(inFrench('something else')).toBeUndefined()
  expect(describeSentence('is missing', en, format)).toBeUndefined()
})

test.each([
  ['body.lines.0.quantity', 'Quantité, ligne 1'],
  ['lines.11.vat_rate', 'TVA %, ligne 12'],
  ['body.vat_breakdown.0.base', 'Base HT, taux 1'],
  ['date_echeance', 'Échéance'],
  ['vat_breakdown', 'TVA par taux'],
  ['body.fields', 'Champs'],
  ['body.url', 'Adresse (https)'],
  ['body.unknown.3', 'unknown.3'],
])('the place %s is called %s', (path, name) => {
  expect(describePath(path, fr)).toBe(name)
})
