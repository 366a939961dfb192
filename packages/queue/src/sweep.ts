import type { Logger } from '@invoice-ml/runtime'
import type { Connection } from './connection.ts'

export type SweepOptions<Row> = {
  /** Of the marker that tells when Redis has lost everything; each kind of row has its own. */
  name?: string
  connection: Connection
  /** Takes rows that wait without a job, at most so many. */
  take: (limit: number) => Promise<Row[]>
  /** Redis has lost everything: every waiting row is due again. */
  takeAllAgain: () => Promise<void>
  /** These could not be added: they are due again. */
  giveBack: (rows: Row[]) => Promise<void>
  add: (rows: Row[]) => Promise<void>
  intervalMs?: number
  logger: Logger
}

export type Sweep = {
  start: () => void
  /** Looks at once, or once more when it is looking: there is something to find. */
  hurry: () => void
  stop: () => Promise<void>
}

const batch = 500

/**
 * Adds again what was committed and never arrived in the queue. It runs by a plain timer in every worker, since a clock
 * kept in Redis would be lost with it; a marker in Redis tells when everything was.
 */
export function createSweep<Row>({
  name = 'alive',
  connection: { redis, prefix },
  take,
  takeAllAgain,
  giveBack,
  add,
  intervalMs = 1_000,
  logger,
}: SweepOptions<Row>): Sweep {
  const marker = `${prefix}:${name}`
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isHurried = false

  async function sweep(): Promise<void> {
    if ((await redis.exists(marker)) === 0) {
      await takeAllAgain()
      // Last, so that a database that does not answer is asked again.
      await redis.set(marker, '1')
    }
    for (let rows = await take(batch); rows.length > 0; rows = await take(batch)) {
      await addOrGiveBack(rows)
      logger.info('queued again', { count: rows.length })
      if (rows.length < batch) return
    }
  }

  async function addOrGiveBack(rows: Row[]): Promise<void> {
    try {
      await add(rows)
    } catch (error) {
      await giveBack(rows)
      throw error
    }
  }

  function turn(): void {
    running = sweep()
      // PostgreSQL or Redis is away: the rows wait for the next turn.
      .catch((error: unknown) => logger.warn('sweep failed', { error }))
      .finally(() => {
        running = undefined
        if (timer) timer = setTimeout(turn, isHurried ? 0 : intervalMs)
        isHurried = false
      })
  }

  return {
    start: () => {
      timer = setTimeout(turn, 0)
    },
    hurry: () => {
      if (running) isHurried = true
      if (!timer || running) return
      clearTimeout(timer)
      timer = setTimeout(turn, 0)
    },
    stop: async () => {
      clearTimeout(timer)
      timer = undefined
      await running
    },
  }
}
