import type { z } from 'zod'

/** One queue as a value: who adds and who handles derive everything from it. */
export type QueueDefinition<Payload extends z.ZodType> = {
  name: string
  payload: Payload
  /** Deduplication key: a payload with the same key never waits twice. */
  key: (payload: z.infer<Payload>) => string
  /** How often it is tried before it fails for good. */
  attempts: number
  /** First pause between two tries; it doubles. */
  backoffMs: number
  /** The handler's signal aborts after this time. */
  timeoutMs: number
}

/** Declares a queue. */
export function defineQueue<Payload extends z.ZodType>(
  definition: QueueDefinition<Payload>,
): QueueDefinition<Payload> {
  return definition
}
