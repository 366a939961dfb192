import type { AuditAction, AuditOutcome } from '@invoice-ml/contracts'
import QuickLRU from 'quick-lru'
import type { Database } from './database.ts'
import { deleteSome } from './delete-some.ts'

/** What somebody does, in identifiers alone. */
export type Deed = {
  actor: string
  action: AuditAction
  target?: string | undefined
  requestId?: string | undefined
  address?: string | undefined
}

/** Who did what. What changes something is noted before it is done; what only looks is noted soon after. */
export type AuditTrail = {
  /** Notes a deed that is about to be done. When this rejects it must not be done. Returns the entry, to be settled. */
  begin: (deed: Deed) => Promise<string>
  /** Adds what came of it, and what it was done to when that was not known. Never rejects: then it stays `unknown`. */
  settle: (entry: string, outcome: AuditOutcome, target?: string) => Promise<void>
  /** Notes that something was looked at: within a second, and once a minute for the same deed of the same actor. */
  noteRead: (deed: Deed) => void
  /** Erases entries older than this, so many at most. Returns how many. */
  prune: (days: number, limit: number) => Promise<number>
  /** Writes what is still to be written. */
  close: () => Promise<void>
}

export type AuditOptions = {
  /** Told when something could not be written, and how many reads are lost for good. */
  onTrouble: (error: unknown, lostReads: number) => void
}

const flushEveryMs = 1_000
const sameDeedMs = 60_000
const mostRemembered = 10_000
const mostPending = 5_000

type Read = Deed & { at: Date }

export function createAuditTrail(database: Database, { onTrouble }: AuditOptions): AuditTrail {
  const { query } = database
  const lately = new QuickLRU<string, true>({ maxSize: mostRemembered, maxAge: sameDeedMs })
  let pending: Read[] = []
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    timer = undefined
    const reads = pending
    pending = []
    try {
      if (reads.length > 0) await query.insertInto('audit_log').values(reads.map(toRow)).execute()
    } catch (error) {
      // They are written with the next ones; the oldest are lost when there are too many.
      const all = [...reads, ...pending]
      pending = all.slice(-mostPending)
      onTrouble(error, all.length - pending.length)
    }
  }

  return {
    begin: async (deed) => {
      const { id } = await query
        .insertInto('audit_log')
        .values({ ...columnsOf(deed), outcome: 'unknown' })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    },
    settle: async (entry, outcome, target) => {
      try {
        await query
          .updateTable('audit_log')
          .set({ outcome, ...(target === undefined ? {} : { target }) })
          .where('id', '=', entry)
          .execute()
      } catch (error) {
        onTrouble(error, 0)
      }
    },
    noteRead: (deed) => {
      const known = `${deed.actor} ${deed.address} ${deed.action} ${deed.target}`
      if (lately.has(known)) return
      if (pending.length >= mostPending) {
        onTrouble(new Error('Too many reads wait to be noted'), 1)
        return
      }
      lately.set(known, true)
      pending.push({ ...deed, at: new Date() })
      timer ??= setTimeout(() => void flush(), flushEveryMs).unref()
    },
    prune: (days, limit) =>
      deleteSome(database, 'audit_log', "at < now() - $2 * interval '1 day'", [limit, days]),
    close: async () => {
      clearTimeout(timer)
      await flush()
    },
  }
}

function toRow({ at, ...deed }: Read) {
  return { ...columnsOf(deed), at, outcome: 'done' as const }
}

function columnsOf({ actor, action, target, requestId, address }: Deed) {
  return {
    actor,
    action,
    target: target ?? null,
    request_id: requestId ?? null,
    address: address ?? null,
  }
}
