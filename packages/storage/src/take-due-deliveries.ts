import { sql } from 'kysely'
import type { Database } from './database.ts'
import { nowAsStored } from './now-as-stored.ts'

// What one lane may have in the queue or on its way: enough for a quick receiver, little enough for a slow one.
const laneShare = 4
// An endpoint that fails is asked by one at a time, and so is a server of callbacks.
const failingShare = 1
// Callbacks go wherever clients say: together they leave room for the endpoints that the operator has registered.
const callbackShare = 16
// Those to servers that fail, together: however many are silent, they leave room for those that answer.
const failingCallbackShare = 8
// What the queue has not brought to anybody by then is offered again; it refuses doubles.
const offerAgainSeconds = 30

// Servers of callbacks that one turn looks at: as many as clients like may wait for another try.
const callbackLanesAtOnce = 1_000

type Taken = { ids: string[] | null; lanes: number; last: string | null }

/**
 * Gives out deliveries that are due, the longest due first, and no lane more than its share of what is queued or being
 * sent, whoever asks: so a slow receiver holds up nobody but itself. Every endpoint has its turn each time; of the servers of
 * callbacks, so many after those of the last time, each a first delivery before any has a second.
 */
export function createTakeDue(
  database: Database,
  { lanesAtOnce = callbackLanesAtOnce } = {},
): (limit: number) => Promise<{ id: string }[]> {
  let after = ''
  return async (limit) => {
    const { ids, lanes, last } = await take(database, { limit, after, lanesAtOnce })
    after = lanes < lanesAtOnce ? '' : (last ?? '')
    return (ids ?? []).map((id) => ({ id }))
  }
}

type Turn = { limit: number; after: string; lanesAtOnce: number }

async function take(
  { query, atomically }: Database,
  { limit, after, lanesAtOnce }: Turn,
): Promise<Taken> {
  // One gateway after the other, each seeing what those before have taken.
  const lock = sql`select pg_advisory_xact_lock(hashtextextended('webhook-deliveries', 4))`
  const statement = sql<Taken>`
    with recursive taken as (
      select lane, count(*) as number from webhook_deliveries where swept_at is not null group by lane
    ), walked as (
      -- From lane to lane by the index: what waits in one is passed over, however much it is.
      (
        select lane, webhook_id, 1 as number from webhook_deliveries
        where status = 'pending' and lane > ${after}::text
        order by lane
        limit 1
      )
      union all
      select following.lane, following.webhook_id, walked.number + 1
      from walked
      cross join lateral (
        select lane, webhook_id from webhook_deliveries
        where status = 'pending' and lane > walked.lane
        order by lane
        limit 1
      ) as following
      where walked.number < ${lanesAtOnce}::int
    ), lanes as (
      select walked.lane, webhook.kind, failing_lane.lane is not null as is_failing
      from walked
      join webhooks webhook on webhook.id = walked.webhook_id and webhook.enabled and webhook.kind = 'callback'
      left join failing_callback_lanes failing_lane on failing_lane.lane = walked.lane
      union all
      select id, kind, failing_since is not null from webhooks where enabled and kind = 'endpoint'
    ), open_lanes as (
      select lanes.*, coalesce(taken.number, 0) as taken,
        case when is_failing then ${failingShare}::int else ${laneShare}::int end - coalesce(taken.number, 0) as room
      from lanes
      left join taken on taken.lane = lanes.lane
    ), due as (
      select delivery.id, delivery.next_attempt_at, kind, is_failing, taken + delivery.place as turn
      from open_lanes
      cross join lateral (
        select id, next_attempt_at, row_number() over (order by next_attempt_at, number) as place from webhook_deliveries
        where lane = open_lanes.lane and status = 'pending' and next_attempt_at <= ${sql.raw(nowAsStored)} and swept_at is null
          and (lease_until is null or lease_until < now())
        order by next_attempt_at, number
        limit greatest(0, open_lanes.room)
      ) as delivery
    ), waiting_callbacks as (
      select id, next_attempt_at, is_failing, turn,
        row_number() over (partition by is_failing order by turn, next_attempt_at) as place
      from due
      where kind = 'callback'
    ), callbacks as (
      select id, next_attempt_at from waiting_callbacks
      where not is_failing or place <= ${failingCallbackShare}::int
        - (select coalesce(sum(number), 0) from taken join failing_callback_lanes using (lane))
      order by turn, is_failing, next_attempt_at
      limit greatest(0, ${callbackShare}::int - (select coalesce(sum(number), 0) from taken where lane like 'callback %'))
    ), offered as (
      select id, next_attempt_at from due where kind = 'endpoint'
      union all
      select id, next_attempt_at from callbacks
      union all
      select id, next_attempt_at from webhook_deliveries
      where swept_at < now() - ${offerAgainSeconds}::int * interval '1 second'
        and (lease_until is null or lease_until < now())
    ), given as (
      update webhook_deliveries set swept_at = now()
      where id in (select id from offered order by next_attempt_at limit ${limit}::int)
      returning id
    )
    select
      (select array_agg(id) from given) as ids,
      (select count(*)::int from walked) as lanes,
      (select lane from walked order by number desc limit 1) as last`
  const [, [taken]] = await atomically(lock.compile(query), statement.compile(query))
  return taken ?? { ids: null, lanes: 0, last: null }
}
