import type { Response } from 'express'

export type EventStream = {
  write: (text: string) => void
  /** Resolves after the time; to false, and at once, when the client has left or the service stops. */
  pause: (ms: number) => Promise<boolean>
  close: () => void
}

const heartbeatMs = 15_000
const reconnectMs = 1_000
// A client that reads nothing is let go rather than remembered without limit.
const maxBufferedBytes = 4_000_000

/** Begins to answer with server-sent events, and says now and then that it is still there. */
export function openEventStream(response: Response, stopping: AbortSignal): EventStream {
  const closed = new AbortController()
  response.on('close', () => closed.abort())
  const signal = AbortSignal.any([closed.signal, stopping])
  response.status(200)
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // A proxy that buffers would hold events back.
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  response.write(`retry: ${reconnectMs}\n\n`)
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
  return {
    write: (text) => {
      response.write(text)
      if (response.writableLength > maxBufferedBytes) response.destroy()
    },
    pause: async (ms) => {
      if (signal.aborted) return false
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      const wake = () => resolve()
      signal.addEventListener('abort', wake)
      await promise
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      return !signal.aborted
    },
    close: () => {
      clearInterval(heartbeat)
      response.end()
    },
  }
}
