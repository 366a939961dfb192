import type { Operation } from '@invoice-ml/contracts'
import type { Call, Slots } from '@invoice-ml/http'
import type { Logger } from '@invoice-ml/runtime'

export type EventStreams = {
  /** Begins to answer with server-sent events. @throws ProblemError `overloaded` when too many are open */
  open: (call: StreamingCall) => EventStream
}

type StreamingCall = Pick<Call<Operation>, 'request' | 'response' | 'isStillAllowed'>

export type EventStream = {
  write: (text: string) => void
  /** Aborts when the client has left, its key allows this no longer, or the service stops. */
  signal: AbortSignal
  /** Resolves after the time; to false, and at once, when the signal aborts. */
  pause: (ms: number) => Promise<boolean>
  close: () => void
}

type Options = { slots: Slots; stopping: AbortSignal; logger: Logger; heartbeatMs?: number }

const reconnectMs = 1_000
// A client that reads nothing is let go rather than remembered without limit.
const maxBufferedBytes = 4_000_000

/** Streams of events, of which each says now and then that it is still there, and makes sure that it still may be. */
export function createEventStreams({
  slots,
  stopping,
  logger,
  heartbeatMs = 15_000,
}: Options): EventStreams {
  return {
    open: ({ request, response, isStillAllowed }) => {
      const release = slots.take()
      const ended = new AbortController()
      const end = () => ended.abort()
      response.on('close', end)
      // Of a stream there is nothing more to see by HEAD than how it begins.
      if (response.closed || request.method === 'HEAD') end()
      response.status(200)
      response.set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // A proxy that buffers would hold events back.
        'X-Accel-Buffering': 'no',
      })
      response.flushHeaders()
      response.write(`retry: ${reconnectMs}\n\n`)
      const heartbeat = setInterval(async () => {
        response.write(': still here\n\n')
        const isAllowed = await isStillAllowed().catch((error: unknown) => {
          // Who comes back is told what is wrong.
          logger.warn('right to a stream not known', { error })
          return false
        })
        if (!isAllowed) end()
      }, heartbeatMs)
      const signal = AbortSignal.any([ended.signal, stopping])
      return {
        signal,
        write: (text) => {
          response.write(text)
          if (response.writableLength > maxBufferedBytes) response.destroy()
        },
        pause: (ms) => pause(ms, signal),
        close: () => {
          // Before the end: what is written after it would be an error of nobody's.
          clearInterval(heartbeat)
          release()
          response.end()
        },
      }
    },
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  const wake = () => resolve()
  signal.addEventListener('abort', wake)
  await promise
  clearTimeout(timer)
  signal.removeEventListener('abort', wake)
  return !signal.aborted
}
