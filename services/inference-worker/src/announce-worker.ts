import type { WorkerPresence, WorkerRegistry } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'

const intervalMs = 3_000

/** Keeps saying that this worker is there. Returns how to leave. */
export function announceWorker(
  registry: WorkerRegistry,
  presence: () => WorkerPresence,
  logger: Logger,
): () => Promise<void> {
  const announce = () =>
    registry
      .announce(presence())
      // Redis is away; the connection says so.
      .catch((error: unknown) => logger.debug('not announced', { error }))
  void announce()
  const timer = setInterval(announce, intervalMs)
  return async () => {
    clearInterval(timer)
    await registry
      .leave(presence().id)
      .catch((error: unknown) => logger.debug('leave not announced', { error }))
  }
}
