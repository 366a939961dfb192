import type { WebhookEventType } from '@invoice-ml/contracts'
import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { storableText } from './storable.ts'

/** Who is told of events, as stored. */
export type StoredWebhook = {
  id: string
  kind: 'endpoint' | 'callback'
  /** Undefined for the one of callbacks. */
  url: string | undefined
  events: WebhookEventType[]
  description: string | undefined
  includeResult: boolean
  headers: Record<string, string>
  ca: string | undefined
  /** What signs now: the newest first. */
  secrets: string[]
  previousSecretExpiresAt: Date | undefined
  enabled: boolean
  disabledReason: string | undefined
  disabledAt: Date | undefined
  failingSince: Date | undefined
  createdAt: Date
  updatedAt: Date
}

export type NewStoredWebhook = {
  id: string
  url: string
  events: WebhookEventType[]
  description: string | undefined
  includeResult: boolean
  headers: Record<string, string>
  ca: string | undefined
  secret: string
}

/** What is undefined stays; null takes away. */
export type StoredWebhookChanges = {
  url?: string | undefined
  events?: WebhookEventType[] | undefined
  description?: string | null | undefined
  includeResult?: boolean | undefined
  headers?: Record<string, string> | undefined
  ca?: string | null | undefined
  enabled?: boolean | undefined
}

/** The endpoints of webhooks, and the one that stands for every callback_url. */
export type Webhooks = {
  /** Undefined when there are `limit` endpoints already. */
  create: (webhook: NewStoredWebhook, limit: number) => Promise<StoredWebhook | undefined>
  list: () => Promise<StoredWebhook[]>
  find: (id: string) => Promise<StoredWebhook | undefined>
  /** Whether callbacks are sent. */
  takesCallbacks: () => Promise<boolean>
  /** Undefined when there is none. */
  change: (id: string, changes: StoredWebhookChanges) => Promise<StoredWebhook | undefined>
  /**
   * Makes `secret` the one that signs; those that signed until now sign as well for a while, the one before it and two more.
   * Undefined when there is none.
   */
  rotateSecret: (
    id: string,
    secret: string,
    overlapHours: number,
  ) => Promise<StoredWebhook | undefined>
  /** Erases it with what waits for it. False when there was none. */
  remove: (id: string) => Promise<boolean>
}

const mostOlderSecrets = 2

export function createWebhooks({ query }: Database): Webhooks {
  return {
    create: (webhook, limit) =>
      query.transaction().execute(async (transaction) => {
        // One after the other, or two would both be the last that is allowed.
        await sql`select pg_advisory_xact_lock(hashtextextended('webhooks', 4))`.execute(
          transaction,
        )
        const { count } = await transaction
          .selectFrom('webhooks')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .where('kind', '=', 'endpoint')
          .executeTakeFirstOrThrow()
        if (Number(count) >= limit) return undefined
        const row = await transaction
          .insertInto('webhooks')
          .values({ ...toColumns(webhook), id: webhook.id, kind: 'endpoint' })
          .returningAll()
          .executeTakeFirstOrThrow()
        return toStoredWebhook(row)
      }),
    list: async () => {
      const rows = await query
        .selectFrom('webhooks')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toStoredWebhook)
    },
    find: async (id) => {
      const row = await query
        .selectFrom('webhooks')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toStoredWebhook(row)
    },
    takesCallbacks: async () => {
      const row = await query
        .selectFrom('webhooks')
        .select('enabled')
        .where('kind', '=', 'callback')
        .executeTakeFirst()
      return row?.enabled === true
    },
    change: async (id, changes) => {
      const row = await query
        .updateTable('webhooks')
        .set({ ...toChangedColumns(changes), updated_at: sql<Date>`now()` })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toStoredWebhook(row)
    },
    rotateSecret: async (id, secret, overlapHours) => {
      const row = await query
        .updateTable('webhooks')
        .set({
          secret,
          previous_secret: sql<string>`secret`,
          older_secrets: sql<string[]>`case
            when ${overlapHours} > 0 and previous_secret_expires_at > now()
            then (array[previous_secret] || older_secrets)[1:${sql.lit(mostOlderSecrets)}]
            else '{}'
          end`,
          previous_secret_expires_at: sql<Date>`now() + ${overlapHours} * interval '1 hour'`,
          updated_at: sql<Date>`now()`,
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toStoredWebhook(row)
    },
    remove: async (id) => {
      const { numDeletedRows } = await query
        .deleteFrom('webhooks')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toColumns(webhook: NewStoredWebhook) {
  const { url, events, description, includeResult, headers, ca, secret } = webhook
  return {
    url,
    events,
    description: description === undefined ? null : storableText(description),
    include_result: includeResult,
    headers: JSON.stringify(headers),
    ca: ca ?? null,
    secret,
  }
}

// Kysely leaves out what is undefined.
function toChangedColumns(changes: StoredWebhookChanges) {
  const { url, events, description, includeResult, headers, ca, enabled } = changes
  return {
    url,
    events,
    description: typeof description === 'string' ? storableText(description) : description,
    include_result: includeResult,
    headers: headers && JSON.stringify(headers),
    ca,
    ...(enabled === true ? enabling : {}),
    ...(enabled === false ? disabling('The operator has stopped it') : {}),
  }
}

const enabling = { enabled: true, disabled_reason: null, disabled_at: null, failing_since: null }

function disabling(reason: string) {
  return { enabled: false, disabled_reason: reason, disabled_at: sql<Date>`now()` }
}

/** A row of PostgreSQL, where absent is null → an endpoint. */
function toStoredWebhook(row: Selectable<Schema['webhooks']>): StoredWebhook {
  const { previous_secret: previous, previous_secret_expires_at: expiresAt } = row
  const isPreviousValid = previous !== null && expiresAt !== null && expiresAt > new Date()
  return {
    id: row.id,
    kind: row.kind,
    url: row.url ?? undefined,
    events: row.events,
    description: row.description ?? undefined,
    includeResult: row.include_result,
    headers: row.headers,
    ca: row.ca ?? undefined,
    secrets: isPreviousValid ? [row.secret, previous, ...row.older_secrets] : [row.secret],
    previousSecretExpiresAt: isPreviousValid ? expiresAt : undefined,
    enabled: row.enabled,
    disabledReason: row.disabled_reason ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    failingSince: row.failing_since ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
