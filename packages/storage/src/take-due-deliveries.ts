import { sql } from 'kysely'
import type { Database } from './database.ts'

// What one lane may have in the queue or on its way: enough for a quick receiver, little enough for a slow one.
const laneShare = 4
// An endpoint that fails is asked by one at a time.
const failingShare = 1
// Callbacks go wherever clients say: together they leave room for the endpoints that the operator has registered.
const callbackShare = 16
// What the queue has not brought to anybody by then is offered again; it refuses doubles.
const offerAgainSeconds = 30

/**
 * Gives out deliveries that are due, the longest due first, and no lane more than its share of what is queued or being
 * sent, whoever asks: so a slow receiver holds up nobody but itself.
 */
export async function takeDueDeliveries(
  { query, atomically }: Database,
  limit: number,
): Promise<{ id: string }[]> {
  // One gateway after the other, each seeing what those before have taken.
  const lock = sql`select pg_advisory_xact_lock(hashtextextended('webhook-deliveries', 4))`
  const take = sql<{ id: string }>`
    with recursive taken as (
      select lane, count(*) as number from webhook_deliveries where swept_at is not null group by lane
    ), lanes as (
      -- From lane to lane by the index: what waits for a stopped endpoint is passed over, however much it is.
      (select lane, webhook_id from webhook_deliveries where status = 'pending' order by lane limit 1)
      union all
      select following.lane, following.webhook_id
      from lanes
      cross join lateral (
        select lane, webhook_id from webhook_deliveries
        where status = 'pending' and lane > lanes.lane
        order by lane
        limit 1
      ) as following
    ), open_lanes as (
      select lanes.lane, webhook.kind,
        case when webhook.failing_since is null then ${laneShare}::int else ${failingShare}::int end
          - coalesce(taken.number, 0) as room
      from lanes
      join webhooks webhook on webhook.id = lanes.webhook_id and webhook.enabled
      left join taken on taken.lane = lanes.lane
    ), due as (
      select delivery.id, delivery.next_attempt_at, open_lanes.kind
      from open_lanes
      cross join lateral (
        select id, next_attempt_at from webhook_deliveries
        where lane = open_lanes.lane and status = 'pending' and next_attempt_at <= now() and swept_at is null
          and (lease_until is null or lease_until < now())
        order by next_attempt_at, number
        limit greatest(0, open_lanes.room)
      ) as delivery
    ), callbacks as (
      select id, next_attempt_at from due where kind = 'callback'
      order by next_attempt_at
      limit greatest(0, ${callbackShare}::int - (select coalesce(sum(number), 0) from taken where lane like 'callback %'))
    ), offered as (
      select id, next_attempt_at from due where kind = 'endpoint'
      union all
      select id, next_attempt_at from callbacks
      union all
      select id, next_attempt_at from webhook_deliveries
      where swept_at < now() - ${offerAgainSeconds}::int * interval '1 second'
        and (lease_until is null or lease_until < now())
    )
    update webhook_deliveries set swept_at = now()
    where id in (select id from offered order by next_attempt_at limit ${limit}::int)
    returning id`
  const [, rows] = await atomically(lock.compile(query), take.compile(query))
  return rows
}
