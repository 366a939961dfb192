import { expect, test } from 'vitest'
import { describeActor } from './describe-actor.ts'
import { fr } from './messages/fr/fr.ts'

const keys = [{ key_id: 'key_7f3k9x2a', name: 'Comptabilité' }]

test.each([
  ['loopback', 'cette machine, sans clé'],
  ['platform', 'la plateforme'],
  ['key_7f3k9x2a', 'Comptabilité'],
  ['key_unknown1', 'key_unknown1'],
])('%s is called %s', (actor, words) => {
  expect(describeActor(actor, keys, fr)).toBe(words)
})
