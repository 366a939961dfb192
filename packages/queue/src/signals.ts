import type { Connection } from './connection.ts'

/** Hints that something changed. Never the truth: one may get lost, so who waits also looks by itself now and then. */
export type Signals = {
  /** Tells every process. Never rejects: a hint that cannot be given is not given. */
  jobChanged: (jobId: string) => Promise<void>
  /** A change that only matters to those who follow each step. */
  jobProgressed: (jobId: string) => Promise<void>
  jobCancelled: (jobId: string) => Promise<void>
  /** A model was deployed, or is to be tried. */
  modelDeployed: () => Promise<void>
  /** Calls back for each change of this job but mere progress. Returns how to stop. */
  onJobChanged: (jobId: string, listener: () => void) => () => void
  onJobProgressed: (jobId: string, listener: () => void) => () => void
  /** Calls back for each change and each step of any job. Returns how to stop. */
  onAnyJob: (listener: (jobId: string) => void) => () => void
  /** Calls back for each cancelled job. Returns how to stop. */
  onJobCancelled: (listener: (jobId: string) => void) => () => void
  /** Calls back whenever workers should look at the models. Returns how to stop. */
  onModelDeployed: (listener: () => void) => () => void
  close: () => Promise<void>
}

const pulseMs = 5_000

/** Hints through Redis: sent over the producer's connection, heard over the subscriber's own. */
export function createSignals(producer: Connection, subscriber: Connection): Signals {
  const changed = `${producer.prefix}:job-changed`
  const progressed = `${producer.prefix}:job-progressed`
  const cancelled = `${producer.prefix}:job-cancelled`
  const deployed = `${producer.prefix}:model-deployed`
  const [changeListeners, progressListeners] = [createListeners(), createListeners()]
  const cancelListeners = new Set<(jobId: string) => void>()
  const modelListeners = new Set<() => void>()
  const anyListeners = new Set<(jobId: string) => void>()

  // Whoever only listens does not notice that nobody is there any more.
  const pulse = setInterval(() => {
    if (subscriber.redis.status === 'ready') void subscriber.redis.ping().catch(() => {})
  }, pulseMs).unref()
  // ioredis subscribes again by itself after each reconnection.
  void subscriber.redis.subscribe(changed, progressed, cancelled, deployed).catch(() => {})
  subscriber.redis.on('message', (channel: string, jobId: string) => {
    if (channel === changed) changeListeners.call(jobId)
    if (channel === progressed) progressListeners.call(jobId)
    if (channel !== cancelled) for (const listener of anyListeners) listener(jobId)
    if (channel === cancelled) for (const listener of cancelListeners) listener(jobId)
    if (channel === deployed) for (const listener of modelListeners) listener()
  })
  const tell = async (channel: string, jobId: string) => {
    await producer.redis.publish(channel, jobId).catch(() => {})
  }
  return {
    jobChanged: (jobId) => tell(changed, jobId),
    jobProgressed: (jobId) => tell(progressed, jobId),
    jobCancelled: (jobId) => tell(cancelled, jobId),
    modelDeployed: () => tell(deployed, ''),
    onJobChanged: changeListeners.add,
    onJobProgressed: progressListeners.add,
    onAnyJob: (listener) => {
      anyListeners.add(listener)
      return () => anyListeners.delete(listener)
    },
    onJobCancelled: (listener) => {
      cancelListeners.add(listener)
      return () => cancelListeners.delete(listener)
    },
    onModelDeployed: (listener) => {
      modelListeners.add(listener)
      return () => modelListeners.delete(listener)
    },
    close: async () => {
      clearInterval(pulse)
      subscriber.redis.removeAllListeners('message')
    },
  }
}

/** Who listens to which job. */
function createListeners() {
  const byJob = new Map<string, Set<() => void>>()
  return {
    call: (jobId: string) => {
      for (const listener of byJob.get(jobId) ?? []) listener()
    },
    add: (jobId: string, listener: () => void) => {
      const listeners = byJob.get(jobId) ?? new Set()
      byJob.set(jobId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && byJob.get(jobId) === listeners) byJob.delete(jobId)
      }
    },
  }
}
