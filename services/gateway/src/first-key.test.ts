import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiKeyIdOf } from '@invoice-ml/contracts'
import { type ApiKeyStore, createApiKeys, createAuditTrail } from '@invoice-ml/storage'
import { testDatabase, testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { makeFirstKey } from './first-key.ts'

const database = testDatabase()
const dir = testFolder()

beforeEach(async () => {
  await database.get().pool.query('delete from api_keys')
})

/** A file of its own for a test. */
function setup(name: string, changed: Partial<ApiKeyStore> = {}) {
  const path = join(dir, name)
  const keys = createApiKeys(database.get())
  const trail = createAuditTrail(database.get(), { onTrouble: () => {} })
  const text = () => readFileSync(path, 'utf8').trim()
  return {
    path,
    keys,
    text,
    make: () => makeFirstKey(path, { keys: { ...keys, ...changed }, trail }),
    idsOfKeys: async () => (await keys.list()).map(({ id }) => id),
    writeOld: (old: string) => writeFileSync(path, old, { mode: 0o400 }),
  }
}

const goneKey = `iml_00000000_${'a'.repeat(43)}`

test('the first key is told in a file that only its owner reads, and made once', async () => {
  const { path, text, make, idsOfKeys } = setup('first')

  const outcomes = [await make(), await make()]

  expect(outcomes).toEqual(['told', undefined])
  expect(await idsOfKeys()).toEqual([apiKeyIdOf(text())])
  expect(statSync(path).mode & 0o777).toBe(0o400)
  expect(existsSync(`${path}.new`)).toBe(false)
})

test('a read-only file of an old run gives way to the first key of a new database', async () => {
  const { path, text, make, idsOfKeys, writeOld } = setup('of an old run')
  writeOld(goneKey)
  const old = openSync(path, 'r')

  const outcome = await make()

  expect(outcome).toBe('told')
  expect(await idsOfKeys()).toEqual([apiKeyIdOf(text())])
  // It is another file: nobody but root could have written to the old one.
  expect(readFileSync(old, 'utf8')).toBe(goneKey)
  closeSync(old)
})

test('a key that cannot be told is not made', async () => {
  const { make, idsOfKeys } = setup(join('missing folder', 'first'))

  await expect(make()).rejects.toThrow('ENOENT')

  expect(await idsOfKeys()).toEqual([])
})

test('a key that could not be made is told nowhere', async () => {
  const { path, make, writeOld } = setup('not made', {
    create: async (_key, tell) => {
      tell?.(goneKey)
      throw new Error('The database is away')
    },
  })
  writeOld(goneKey)

  await expect(make()).rejects.toThrow('away')

  expect(existsSync(path)).toBe(false)
})

test('a key that was made by somebody who was ended before it was told is told by the next', async () => {
  const first = setup('ended')
  await first.keys.create({ name: 'first', scopes: ['admin'] }, (text) =>
    writeFileSync(`${first.path}.new`, `${text}\n`, { mode: 0o400 }),
  )

  const outcome = await first.make()

  expect(outcome).toBe('told')
  expect(await first.idsOfKeys()).toEqual([apiKeyIdOf(first.text())])
})

test('a file whose key is revoked goes, and no other key is made while one is there', async () => {
  const { path, keys, make, idsOfKeys } = setup('revoked')
  await make()
  const [first = ''] = await idsOfKeys()
  const { key } = await keys.create({ name: 'ERP', scopes: ['admin'] })
  await keys.revoke(first)

  const outcome = await make()

  expect(outcome).toBe('stale')
  expect(existsSync(path)).toBe(false)
  expect((await idsOfKeys()).toSorted()).toEqual([first, key.id].toSorted())
})
