import type { Database } from './database.ts'

/** How much of the time documents could be handed in. */
export type UptimeShare = {
  /** 0 to 1. */
  share: number
  /** From when on it is counted. */
  since: Date
}

export type Uptime = {
  /**
   * Says that documents are taken. Prolongs the stretch that it is given, unless that was seen last longer ago than the gap
   * that is allowed; begins another one otherwise. Returns the stretch to prolong the next time.
   */
  beat: (stretch?: string) => Promise<string>
  /** Of the last days of 24 hours, or since the platform was first there. Undefined before there is anything to count. */
  share: (days: number) => Promise<UptimeShare | undefined>
}

export type UptimeOptions = {
  /** Seconds without news that are no outage yet: several beats. */
  gapSeconds: number
  /** Days after which a stretch is forgotten. */
  keepDays: number
}

const prolong = `
  update uptime_stretches set last_seen_at = greatest(last_seen_at, now())
  where id = $1 and last_seen_at > now() - make_interval(secs => $2) returning id`

const begin = `
  with forgotten as (
    delete from uptime_stretches where last_seen_at < now() - make_interval(hours => 24 * $1)
  )
  insert into uptime_stretches default values returning id`

// Gateways overlap, so stretches are united before they are added up. What came after the last beat is not known yet, and
// counts only once a beat is missing.
const add = `
  with news as (
    select
      greatest(min(began_at), now() - make_interval(hours => 24 * $1)) as since,
      case when max(last_seen_at) > now() - make_interval(secs => $2) then max(last_seen_at) else now() end as until
    from uptime_stretches having count(*) > 0
  ), united as (
    select unnest(range_agg(tstzrange(greatest(began_at, since), last_seen_at))) as stretch
    from uptime_stretches cross join news
    where last_seen_at > since
  )
  select
    since,
    extract(epoch from coalesce((select sum(upper(stretch) - lower(stretch)) from united), '0'))::float8
      / nullif(extract(epoch from until - since), 0)::float8 as share
  from news`

/** Remembers when documents could be handed in, for everybody alike: what PostgreSQL could not be told, was not so. */
export function createUptime(
  { pool }: Pick<Database, 'pool'>,
  { gapSeconds, keepDays }: UptimeOptions,
): Uptime {
  return {
    beat: async (stretch) => {
      const prolonged = await pool.query<{ id: string }>(prolong, [stretch ?? null, gapSeconds])
      const [row] = prolonged.rows
      if (row) return row.id
      const { rows } = await pool.query<{ id: string }>(begin, [keepDays])
      const [begun] = rows
      if (!begun) throw new Error('PostgreSQL returned no row for what was inserted')
      return begun.id
    },
    share: async (days) => {
      const { rows } = await pool.query<{ since: Date | null; share: number | null }>(add, [
        days,
        gapSeconds,
      ])
      const [row] = rows
      if (!row?.since || row.share === null) return undefined
      return { share: Math.min(1, row.share), since: row.since }
    },
  }
}
