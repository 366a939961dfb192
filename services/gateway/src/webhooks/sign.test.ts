import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { createSecret, signedHeaders } from './sign.ts'

const now = () => Math.floor(Date.now() / 1_000)
const body = JSON.stringify({ type: 'extraction.completed', data: { external_id: 'été' } })

test('a signature satisfies the library of the specification', () => {
  const secret = createSecret()

  const headers = signedHeaders({ id: 'msg_1', timestamp: now(), body }, [secret])

  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
})

test('during a rotation each of the two secrets verifies', () => {
  const secrets = [createSecret(), createSecret()]

  const headers = signedHeaders({ id: 'msg_1', timestamp: now(), body }, secrets)

  for (const secret of secrets)
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  expect(() => new Webhook(createSecret()).verify(body, headers)).toThrow()
})

test('the example of the specification is signed as it says', () => {
  const headers = signedHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  )

  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})
