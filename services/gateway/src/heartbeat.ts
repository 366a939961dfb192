import type { Health } from '@invoice-ml/contracts'
import type { Uptime } from '@invoice-ml/storage'

/** Between two beats. */
export const beatMs = 10_000
/** Without news for as long as three beats take is an outage. */
export const gapSeconds = 30

type Dependencies = {
  uptime: Pick<Uptime, 'beat'>
  health: () => Promise<Pick<Health, 'status'>>
}

/**
 * Remembers that this gateway takes documents, each time that it is called; while it is unhealthy nothing is remembered.
 * Rejects when PostgreSQL cannot be told, and then begins anew the next time: what lies in between was an outage.
 */
export function createHeartbeat({ uptime, health }: Dependencies): () => Promise<void> {
  let stretch: string | undefined
  return async () => {
    const last = stretch
    stretch = undefined
    const { status } = await health()
    if (status !== 'unhealthy') stretch = await uptime.beat(last)
  }
}
