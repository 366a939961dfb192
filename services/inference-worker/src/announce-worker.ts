import type { WorkerPresence, WorkerRegistry } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'

const intervalMs = 3_000

/** Says that a worker is there. */
export type Announcer = {
  /** From now on, again and again. */
  start: () => void
  /** At once, when something has changed. */
  tell: () => void
  leave: () => Promise<void>
}

export function announceWorker(
  registry: WorkerRegistry,
  logger: Logger,
  presence: () => WorkerPresence,
): Announcer {
  let timer: NodeJS.Timeout | undefined
  function tell(): void {
    if (!timer) return
    registry
      .announce(presence())
      // Redis is away; the connection says so.
      .catch((error: unknown) => logger.debug('not announced', { error }))
  }
  return {
    start: () => {
      timer = setInterval(tell, intervalMs)
      tell()
    },
    tell,
    leave: async () => {
      clearInterval(timer)
      timer = undefined
      await registry
        .leave(presence().id)
        .catch((error: unknown) => logger.debug('leave not announced', { error }))
    },
  }
}
