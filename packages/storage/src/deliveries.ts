import type {
  DeliveredEventType,
  DeliveryAttempt,
  DeliveryStatus,
  WebhookFacts,
} from '@invoice-ml/contracts'
import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import { nowAsStored } from './now-as-stored.ts'
import type { Schema } from './schema.ts'
import { storable } from './storable.ts'
import { createTakeDue } from './take-due-deliveries.ts'

/** One event on its way to one endpoint, as stored. */
export type StoredDelivery = {
  id: string
  webhookId: string
  jobId: string | undefined
  /** Of the upload of its job; known to who has claimed it. */
  requestId: string | undefined
  traceparent: string | undefined
  event: DeliveredEventType
  /** Where a callback goes. */
  url: string | undefined
  facts: WebhookFacts
  status: DeliveryStatus
  /** How often it was sent, ever: the name of an attempt. */
  attempts: number
  /** How often it was sent since it was last asked for. */
  tries: number
  nextAttemptAt: Date | undefined
  /** The last attempts, oldest first. */
  log: DeliveryAttempt[]
  occurredAt: Date
}

/** What came of an attempt: where the delivery stands, and what it says of the endpoint. */
export type AttemptOutcome = { attempt: DeliveryAttempt } & (
  | { status: 'delivered' }
  | { status: 'pending'; retryAfterMs: number }
  | { status: 'failed' }
)

/** What the failures of an endpoint lead to. */
export type Circuit = {
  /** Stops an endpoint that has failed for so long. */
  disableAfterHours: number
  /** Stops it now. */
  disableNow?: string | undefined
}

export type Deliveries = {
  /** Gives out up to `limit` deliveries that are due, for the queue; no endpoint more than its share. */
  takeDue: (limit: number) => Promise<{ id: string }[]>
  /** The queue has lost everything: what it held is due again. */
  strandAll: () => Promise<void>
  /** These did not get into the queue. */
  strand: (taken: { id: string }[]) => Promise<void>
  /** Takes a delivery to send it. Undefined when it is not due, is being sent, or its endpoint is stopped. */
  claim: (id: string, leaseMs: number) => Promise<StoredDelivery | undefined>
  /** Gives a claimed delivery back, as if it had not been tried. */
  release: (delivery: StoredDelivery) => Promise<void>
  /** Records an attempt, once. */
  record: (delivery: StoredDelivery, outcome: AttemptOutcome, circuit: Circuit) => Promise<void>
  /** A test event for an endpoint. */
  addTest: (webhookId: string) => Promise<StoredDelivery>
  find: (id: string) => Promise<StoredDelivery | undefined>
  /** Newest first. */
  list: (
    webhookId: string,
    page: { status?: DeliveryStatus | undefined; limit: number; after?: string | undefined },
  ) => Promise<StoredDelivery[]>
  /** Has it sent again, from the beginning of the schedule. Undefined when there is none. */
  replay: (id: string) => Promise<StoredDelivery | undefined>
  /** Erases what is older. Returns how many. */
  prune: (days: number) => Promise<number>
  /**
   * How many wait to be sent now, and how many wait for another try; and for how many seconds the first has been due of those
   * whose receiver has not failed the last time, 0 when none is: what waits for one that is dead holds up nothing else.
   */
  countBacklog: () => Promise<{ due: number; later: number; oldestDueSeconds: number }>
}

const maxLogged = 20
const pruneBatch = 5_000
// One that still waits is kept until its last attempt is over, however long the pauses.
const pendingGraceDays = 7

export function createDeliveries(database: Database): Deliveries {
  const { query, pool } = database
  return {
    takeDue: createTakeDue(database),
    strandAll: async () => {
      await pool.query('update webhook_deliveries set swept_at = null where swept_at is not null')
    },
    strand: async (taken) => {
      const ids = taken.map(({ id }) => id)
      await pool.query('update webhook_deliveries set swept_at = null where id = any($1)', [ids])
    },
    claim: async (id, leaseMs) => {
      const { rows } = await pool.query(claimDelivery, [id, leaseMs])
      if (rows[0]) return toStoredDelivery(rows[0])
      await pool.query(unqueue, [id])
      return undefined
    },
    release: async ({ id, attempts }) => {
      await pool.query(
        `update webhook_deliveries set swept_at = null, lease_until = null
         where id = $1 and attempts = $2`,
        [id, attempts],
      )
    },
    record: async ({ id, attempts }, outcome, { disableAfterHours, disableNow }) => {
      const { status, attempt } = outcome
      const retryAfterMs = outcome.status === 'pending' ? outcome.retryAfterMs : null
      const entry = JSON.stringify(storable(attempt))
      const values = [id, attempts, status, retryAfterMs, entry, maxLogged]
      await pool.query(recordAttempt, [...values, disableAfterHours, disableNow ?? null])
    },
    addTest: async (webhookId) => {
      const row = await query
        .insertInto('webhook_deliveries')
        .values({
          id: sql<string>`new_delivery_id()`,
          webhook_id: webhookId,
          event: 'webhook.test',
          lane: webhookId,
          facts: '{}',
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toStoredDelivery(row)
    },
    find: async (id) => {
      const row = await query
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toStoredDelivery(row)
    },
    list: async (webhookId, { status, limit, after }) => {
      let rows = query
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook_id', '=', webhookId)
        .orderBy('number', 'desc')
        .limit(limit)
      if (status) rows = rows.where('status', '=', status)
      if (after)
        rows = rows.where('number', '<', ({ selectFrom }) =>
          selectFrom('webhook_deliveries').select('number').where('id', '=', after),
        )
      return (await rows.execute()).map(toStoredDelivery)
    },
    replay: async (id) => {
      const row = await query
        .updateTable('webhook_deliveries')
        .set({ status: 'pending', tries: 0, next_attempt_at: sql<Date>`now()`, swept_at: null })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toStoredDelivery(row)
    },
    prune: async (days) => {
      const { rowCount } = await pool.query(
        `delete from webhook_deliveries where id in (
           select id from webhook_deliveries
           where created_at < now() - ($1 + case status when 'pending' then $3 else 0 end) * interval '1 day'
             and (lease_until is null or lease_until < now())
           order by created_at limit $2)`,
        [days, pruneBatch, pendingGraceDays],
      )
      await pool.query(forgetLanes)
      return rowCount ?? 0
    },
    countBacklog: async () => {
      const { rows } = await pool.query<{ due: string; later: string; oldest: string | null }>(
        `select count(*) filter (where next_attempt_at <= ${nowAsStored} and webhook.enabled) as due,
           count(*) filter (where next_attempt_at > ${nowAsStored}) as later,
           extract(epoch from now() - min(next_attempt_at) filter (
             where webhook.enabled and webhook.failing_since is null and failing_lane.lane is null
           )) as oldest
         from webhook_deliveries delivery
         join webhooks webhook on webhook.id = webhook_id
         left join failing_callback_lanes failing_lane on failing_lane.lane = delivery.lane
         where status = 'pending'`,
      )
      const [{ due, later, oldest } = { due: 0, later: 0, oldest: 0 }] = rows
      return {
        due: Number(due),
        later: Number(later),
        oldestDueSeconds: Math.max(0, Number(oldest ?? 0)),
      }
    },
  }
}

const claimDelivery = `
  update webhook_deliveries delivery
  set attempts = attempts + 1, lease_until = now() + $2 * interval '1 millisecond'
  from webhooks webhook
  where delivery.id = $1
    and webhook.id = delivery.webhook_id
    and webhook.enabled
    and delivery.status = 'pending'
    and delivery.next_attempt_at <= ${nowAsStored}
    and (delivery.lease_until is null or delivery.lease_until < now())
  returning delivery.*,
    (select request_id from jobs where id = delivery.job_id),
    (select traceparent from jobs where id = delivery.job_id)`

// Who sends it right now will say what came of it.
const unqueue = `
  update webhook_deliveries set swept_at = null
  where id = $1 and (lease_until is null or lease_until < now())`

const recordAttempt = `
  with delivery as (
    update webhook_deliveries
    set status = $3,
      tries = tries + 1,
      next_attempt_at = case when $3 = 'pending' then now() + $4 * interval '1 millisecond' end,
      swept_at = null,
      lease_until = null,
      log = (
        select coalesce(jsonb_agg(entry order by place), '[]')
        from (
          select entry, place
          from jsonb_array_elements(log || $5::jsonb) with ordinality as logged (entry, place)
          order by place desc
          limit $6
        ) as last_ones
      )
    where id = $1 and attempts = $2 and status = 'pending'
    returning webhook_id, lane, event, tries, status
  ), failing as (
    -- Only where something has waited for another try has it failed all the time: days may lie between two events.
    select delivery.tries > 1 or exists (
      select from webhook_deliveries other
      where other.lane = delivery.lane and other.status = 'pending' and other.id <> $1 and other.tries > 0
    ) as goes_on
    from delivery
    where delivery.status <> 'delivered' and delivery.event <> 'webhook.test'
  ), fallen as (
    select webhook.id,
      case
        when $8::text is not null then $8::text
        when failing.goes_on and webhook.failing_since < now() - $7 * interval '1 hour'
          then 'Every attempt has failed since ' || to_char(webhook.failing_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')
      end as reason
    from webhooks webhook
    join delivery on delivery.webhook_id = webhook.id
    left join failing on true
    where delivery.status <> 'delivered' and webhook.kind = 'endpoint'
  ), failing_lane as (
    insert into failing_callback_lanes (lane)
    select lane from delivery where status <> 'delivered' and lane like 'callback %'
    on conflict do nothing
  ), answering_lane as (
    delete from failing_callback_lanes failing_lane using delivery
    where failing_lane.lane = delivery.lane and delivery.status = 'delivered'
  )
  update webhooks webhook
  set failing_since = case
      when delivery.status = 'delivered' then null
      when failing.goes_on then coalesce(webhook.failing_since, now())
      when not failing.goes_on then now()
      -- The test of an endpoint says nothing.
      else webhook.failing_since
    end,
    enabled = webhook.enabled and fallen.reason is null,
    disabled_reason = coalesce(webhook.disabled_reason, fallen.reason),
    disabled_at = case when webhook.enabled and fallen.reason is not null then now() else webhook.disabled_at end
  from delivery
  left join failing on true
  left join fallen on true
  where webhook.id = delivery.webhook_id
    and webhook.kind = 'endpoint'
    -- The row of an endpoint that works is not written at every delivery.
    and (delivery.status <> 'delivered' or webhook.failing_since is not null)`

const forgetLanes = `
  delete from failing_callback_lanes failing_lane
  where not exists (select from webhook_deliveries delivery where delivery.lane = failing_lane.lane and delivery.status = 'pending')`

type OfJob = { request_id?: string | null; traceparent?: string | null }
type Row = Selectable<Schema['webhook_deliveries']> & OfJob

/** A row of PostgreSQL, where absent is null → a delivery. */
function toStoredDelivery(row: Row): StoredDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    jobId: row.job_id ?? undefined,
    requestId: row.request_id ?? undefined,
    traceparent: row.traceparent ?? undefined,
    event: row.event,
    url: row.url ?? undefined,
    facts: row.facts,
    status: row.status,
    attempts: row.attempts,
    tries: row.tries,
    nextAttemptAt: row.next_attempt_at ?? undefined,
    log: row.log,
    occurredAt: row.created_at,
  }
}
