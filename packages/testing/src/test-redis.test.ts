import { expect, test } from 'vitest'
import { testRedis } from './test-redis.ts'

const redises = [testRedis(), testRedis(), testRedis()]

test('who wants a Redis of its own shares it with nobody', () => {
  const urls = redises.map(({ url }) => url())

  expect(new Set(urls).size).toBe(3)
})
