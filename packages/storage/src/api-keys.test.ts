import { testDatabase } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { type ApiKeyStore, createApiKeys, isKeyOf } from './api-keys.ts'

const database = testDatabase()
let keys: ApiKeyStore
beforeEach(async () => {
  await database.get().pool.query('delete from api_keys')
  keys = createApiKeys(database.get())
})

test('without any key, none is there', async () => {
  expect(await keys.look(undefined)).toEqual({ isAnyThere: false, key: undefined })
})

test('a key is found by its name, told from others, and kept nowhere', async () => {
  const { key, text } = await keys.create({ name: 'ERP', scopes: ['read', 'read'] })

  const found = await keys.look(key.id)

  expect(text).toMatch(/^iml_[0-9a-z]{8}_[\w-]{43}$/)
  expect(found).toMatchObject({ isAnyThere: true, key: { id: key.id, scopes: ['read'] } })
  expect(isKeyOf(text, key)).toBe(true)
  expect(isKeyOf(`${text.slice(0, -1)}!`, key)).toBe(false)
  const { rows } = await database.get().pool.query('select api_keys::text as row from api_keys')
  expect(rows[0].row).not.toContain(text.slice(13))
})

test('those who look at the same time are each told of their own key', async () => {
  const made = [await keys.create(sample), await keys.create(sample), await keys.create(sample)]
  const ids = made.map(({ key }) => key.id)

  const looks = await Promise.all([...ids, 'key_00000000', ...ids].map((id) => keys.look(id)))

  expect(looks.map(({ key }) => key?.id)).toEqual([...ids, undefined, ...ids])
})

test('a look that begins after a revocation does not find the key', async () => {
  const { key } = await keys.create(sample)
  await keys.create(sample)
  const other = createApiKeys(database.get())

  // Looks are under way all the time.
  const earlier = Array.from({ length: 20 }, () => keys.look(key.id))
  await other.revoke(key.id)
  const after = await keys.look(key.id)

  expect(after).toEqual({ isAnyThere: true, key: undefined })
  await Promise.all(earlier)
})

test('a look that fails is not remembered', async () => {
  await database.lose()
  await expect(keys.look('key_00000000')).rejects.toThrow()
  await database.regain()

  expect(await keys.look(undefined)).toEqual({ isAnyThere: false, key: undefined })
})

test('the last key that may manage the others stays, unless that is meant', async () => {
  const { key: admin } = await keys.create({ name: 'a', scopes: ['admin'] })
  await keys.create({ name: 'b', scopes: ['read'] })
  const past = { name: 'c', scopes: ['admin' as const], expiresAt: new Date(0) }
  await keys.create(past)

  expect(await keys.revoke(admin.id)).toBe('last-admin')
  expect(await keys.revoke(admin.id, { evenLastAdmin: true })).toBe('revoked')
  expect(await keys.revoke(admin.id)).toBe('missing')
})

test('two admins who revoke each other do not both succeed', async () => {
  const [one, two] = [
    await keys.create({ name: 'a', scopes: ['admin'] }),
    await keys.create({ name: 'b', scopes: ['admin'] }),
  ]

  const outcomes = await Promise.all([keys.revoke(one.key.id), keys.revoke(two.key.id)])

  expect(outcomes.toSorted()).toEqual(['last-admin', 'revoked'])
})

test('the use of a key is noted at most once a minute', async () => {
  const { key } = await keys.create(sample)
  const used = async () => (await keys.list())[0]?.lastUsedAt

  await keys.noteUse(key)
  const first = await used()
  // Whoever looked before the first note was written does not know of it.
  await keys.noteUse(key)

  expect(first).toBeInstanceOf(Date)
  expect(await used()).toEqual(first)
})

test('a list holds what is revoked behind what is not', async () => {
  const gone = await keys.create(sample)
  const other = await keys.create(sample)
  await keys.revoke(gone.key.id)

  const listed = await keys.list()

  expect(listed.map(({ id }) => id)).toEqual([other.key.id, gone.key.id])
  expect(listed[1]?.revokedAt).toBeInstanceOf(Date)
})

const sample = { name: 'sample', scopes: ['read' as const] }
