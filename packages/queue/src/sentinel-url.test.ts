import { expect, test } from 'vitest'
import { isSentinelUrl, sentinelOptions } from './sentinel-url.ts'

test('hosts, accounts, the database and the name of the master are taken from the address', () => {
  const options = sentinelOptions(
    'redis-sentinel://worker:p%40ss@one:26380,two,[fd00::3]:26381/4?sentinelMasterId=invoices&sentinelPassword=s%26+t',
  )

  expect(options).toMatchObject({
    name: 'invoices',
    sentinels: [
      { host: 'one', port: 26_380 },
      { host: 'two', port: 26_379 },
      { host: 'fd00::3', port: 26_381 },
    ],
    username: 'worker',
    password: 'p@ss',
    db: 4,
    sentinelPassword: 's&+t',
  })
  expect(options).not.toHaveProperty('tls')
})

test.each([':s%3Acret', 's%3Acret'])('%s alone is the password of the default user', (account) => {
  const options = sentinelOptions(`redis-sentinel://${account}@one?sentinelMasterId=m`)

  expect(options).toMatchObject({ username: undefined, password: 's:cret', db: 0 })
})

test('rediss-sentinel speaks TLS with the master and with the sentinels', () => {
  const options = sentinelOptions('rediss-sentinel://one:26379/0?sentinelMasterId=m')

  expect(options).toMatchObject({ tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true })
})

test.each([
  ['no name of a master', 'redis-sentinel://:secret@one:26379/0'],
  ['no host', 'redis-sentinel://:secret@/0?sentinelMasterId=m'],
  ['a port that is none', 'redis-sentinel://:secret@one:port?sentinelMasterId=m'],
  ['an empty host', 'redis-sentinel://:secret@one,,two?sentinelMasterId=m'],
])('%s is told, without the password', (_, url) => {
  expect(() => sentinelOptions(url)).toThrow(/sentinelMasterId=name/)
  expect(() => sentinelOptions(url)).not.toThrow(/secret/)
})

test('one Redis is not taken for sentinels', () => {
  expect(isSentinelUrl('redis://redis-sentinel:26379')).toBe(false)
  expect(isSentinelUrl('rediss://one:6379')).toBe(false)
})
