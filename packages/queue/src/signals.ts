import type { Connection } from './connection.ts'

/** Hints that something changed. Never the truth: one may get lost, so who waits also looks by itself now and then. */
export type Signals = {
  /** Tells every process. Never rejects: a hint that cannot be given is not given. */
  jobChanged: (jobId: string) => Promise<void>
  jobCancelled: (jobId: string) => Promise<void>
  /** Calls back for each change of this job. Returns how to stop. */
  onJobChanged: (jobId: string, listener: () => void) => () => void
  /** Calls back for each cancelled job. Returns how to stop. */
  onJobCancelled: (listener: (jobId: string) => void) => () => void
  close: () => Promise<void>
}

/** Hints through Redis: sent over the producer's connection, heard over the subscriber's own. */
export function createSignals(producer: Connection, subscriber: Connection): Signals {
  const changed = `${producer.prefix}:job-changed`
  const cancelled = `${producer.prefix}:job-cancelled`
  const changeListeners = new Map<string, Set<() => void>>()
  const cancelListeners = new Set<(jobId: string) => void>()

  // ioredis subscribes again by itself after each reconnection.
  void subscriber.redis.subscribe(changed, cancelled).catch(() => {})
  subscriber.redis.on('message', (channel: string, jobId: string) => {
    if (channel === changed) for (const listener of changeListeners.get(jobId) ?? []) listener()
    if (channel === cancelled) for (const listener of cancelListeners) listener(jobId)
  })
  const tell = async (channel: string, jobId: string) => {
    await producer.redis.publish(channel, jobId).catch(() => {})
  }
  return {
    jobChanged: (jobId) => tell(changed, jobId),
    jobCancelled: (jobId) => tell(cancelled, jobId),
    onJobChanged: (jobId, listener) => {
      const listeners = changeListeners.get(jobId) ?? new Set()
      changeListeners.set(jobId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && changeListeners.get(jobId) === listeners)
          changeListeners.delete(jobId)
      }
    },
    onJobCancelled: (listener) => {
      cancelListeners.add(listener)
      return () => cancelListeners.delete(listener)
    },
    close: async () => {
      subscriber.redis.removeAllListeners('message')
    },
  }
}
