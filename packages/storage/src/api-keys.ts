import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type ApiKeyId, createId, type Scope } from '@invoice-ml/contracts'
import DataLoader from 'dataloader'
import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { storableText } from './storable.ts'

export type StoredApiKey = {
  id: ApiKeyId
  name: string
  /** SHA-256 of the key. */
  hash: Buffer
  scopes: Scope[]
  /** Undefined: as the settings say. */
  extractPerMinute: number | undefined
  requestsPerMinute: number | undefined
  createdAt: Date
  expiresAt: Date | undefined
  revokedAt: Date | undefined
  lastUsedAt: Date | undefined
}

export type NewKey = {
  name: string
  scopes: Scope[]
  extractPerMinute?: number | undefined
  requestsPerMinute?: number | undefined
  expiresAt?: Date | undefined
}

/** Whether there is any key that is not revoked, and the one that was asked for, unless it is. */
export type KeyLook = { isAnyThere: boolean; key: StoredApiKey | undefined }

/** Who may do what. */
export type ApiKeyStore = {
  /** `text` is the key itself; it is kept nowhere. `tell` is given it before it counts: when that fails there is no key. */
  create: (
    key: NewKey,
    tell?: (text: string) => void,
  ) => Promise<{ key: StoredApiKey; text: string }>
  /** Those that are not revoked first, the newest of each first; at most 1,000. */
  list: () => Promise<StoredApiKey[]>
  /** From the database each time, so that what is revoked is refused at once, everywhere. */
  look: (id: ApiKeyId | undefined) => Promise<KeyLook>
  /** `last-admin`: it would leave none that may manage the others, and stays unless that is meant. */
  revoke: (
    id: ApiKeyId,
    options?: { evenLastAdmin: boolean },
  ) => Promise<'revoked' | 'missing' | 'last-admin'>
  /** Notes that the key is in use, at most once a minute. */
  noteUse: (key: StoredApiKey) => Promise<void>
}

const mostListed = 1_000
const useNotedEveryMs = 60_000

export function createApiKeys(database: Database): ApiKeyStore {
  const { query } = database
  const look = createLook(database)
  const beingNoted = new Set<ApiKeyId>()
  return {
    look,
    create: async (key, tell) => {
      const id = `key_${createId('key').slice(-8)}`
      const text = `iml_${id.slice(4)}_${randomBytes(32).toString('base64url')}`
      tell?.(text)
      const row = await query
        .insertInto('api_keys')
        .values({
          id,
          name: storableText(key.name),
          hash: digest(text),
          scopes: [...new Set(key.scopes)],
          extract_per_minute: key.extractPerMinute ?? null,
          requests_per_minute: key.requestsPerMinute ?? null,
          expires_at: key.expiresAt ?? null,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return { key: toStoredApiKey(row), text }
    },
    list: async () => {
      const rows = await query
        .selectFrom('api_keys')
        .selectAll()
        .orderBy(sql`revoked_at is not null`)
        .orderBy('created_at', 'desc')
        .limit(mostListed)
        .execute()
      return rows.map(toStoredApiKey)
    },
    revoke: (id, options) => revoke(database, id, options?.evenLastAdmin ?? false),
    noteUse: async ({ id, lastUsedAt }) => {
      const isFresh = lastUsedAt && Date.now() - lastUsedAt.getTime() < useNotedEveryMs
      if (isFresh || beingNoted.has(id)) return
      beingNoted.add(id)
      try {
        await query
          .updateTable('api_keys')
          .set({ last_used_at: sql<Date>`now()` })
          .where('id', '=', id)
          .where(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`)
          .execute()
      } finally {
        beingNoted.delete(id)
      }
    },
  }
}

/** Whether the text is this key, told in a time that depends on neither. */
export function isKeyOf(text: string, { hash }: StoredApiKey): boolean {
  return timingSafeEqual(digest(text), hash)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

const lookText = `
  select exists (select from api_keys where revoked_at is null) as is_any_there, id, name, hash, scopes, extract_per_minute,
    requests_per_minute, created_at, expires_at, revoked_at, last_used_at
  from (select) as once
  left join api_keys on id = any($1::text[]) and revoked_at is null`

type LookRow = { is_any_there: boolean } & (Row | { id: null })

/** Every request asks: while one look is under way, those who come wait for the next one, which answers them all. */
function createLook({ pool }: Database): ApiKeyStore['look'] {
  let underWay: Promise<unknown> = Promise.resolve()
  const loader = new DataLoader(
    (ids: readonly string[]) => {
      const looking = lookAll(ids)
      underWay = looking.catch(() => {})
      return looking
    },
    {
      cache: false,
      maxBatchSize: 500,
      batchScheduleFn: (start) => void underWay.then(() => setImmediate(start)),
    },
  )

  async function lookAll(ids: readonly string[]): Promise<KeyLook[]> {
    const values = [[...new Set(ids.filter((id) => id !== ''))]]
    const { rows } = await pool.query<LookRow>({ name: 'look-api-keys', text: lookText, values })
    const isAnyThere = rows.some((row) => row.is_any_there)
    const keys = new Map(
      rows.flatMap((row) => (row.id === null ? [] : [[row.id, toStoredApiKey(row)] as const])),
    )
    return ids.map((id) => ({ isAnyThere, key: keys.get(id) }))
  }
  return (id) => loader.load(id ?? '')
}

async function revoke({ query }: Database, id: ApiKeyId, evenLastAdmin: boolean) {
  return query.transaction().execute(async (transaction) => {
    // One after the other, or two could each believe that the other's key stays.
    await sql`select pg_advisory_xact_lock(hashtextextended('api-keys', 1))`.execute(transaction)
    const admins = await transaction
      .selectFrom('api_keys')
      .select('id')
      .where(sql<boolean>`'admin' = any(scopes)`)
      .where('revoked_at', 'is', null)
      .where(sql<boolean>`coalesce(expires_at > now(), true)`)
      .execute()
    if (!evenLastAdmin && admins.length === 1 && admins[0]?.id === id) return 'last-admin'
    const { numUpdatedRows } = await transaction
      .updateTable('api_keys')
      .set({ revoked_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n ? 'revoked' : 'missing'
  })
}

type Row = Selectable<Schema['api_keys']>

function toStoredApiKey(row: Row): StoredApiKey {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    scopes: row.scopes,
    extractPerMinute: row.extract_per_minute ?? undefined,
    requestsPerMinute: row.requests_per_minute ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
