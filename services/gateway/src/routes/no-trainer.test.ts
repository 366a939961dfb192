import { Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { testGateway } from '../test-gateway.ts'

const gateway = testGateway()

test('without a trainer no training is accepted', async () => {
  const response = await gateway().ask('/retrain', { method: 'POST' })

  expect(response.status).toBe(409)
  expect(Problem.parse(await response.json()).code).toBe('no-trainer')
})
