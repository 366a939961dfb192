import type { ReaderInfo, ReaderProcess, RequestOptions } from './reader-process.ts'
import type { ReaderTask } from './reader-protocol.ts'

export type ReaderPoolOptions = {
  size: number
  start: () => Promise<ReaderProcess>
  /** A reader is renewed after so many pages; its successor is warm before it goes. */
  maxPages: number
  /** First pause before a reader that could not be started is tried again; it doubles up to 30 s. */
  restartDelayMs?: number
  onStartFailure: (error: unknown) => void
}

export type ReaderPool = {
  /** Starts all readers; rejects when the first ones cannot be started. */
  start: () => Promise<void>
  /** Waits for a free reader and asks it. See ReaderProcess.ask for what it throws. */
  ask: (request: ReaderTask, options: RequestOptions) => ReturnType<ReaderProcess['ask']>
  /** Whether any reader is there to be asked. */
  isServing: () => boolean
  /** What the newest reader said of itself. */
  info: () => ReaderInfo | undefined
  /** Ends the readers; a request that still runs fails with ReaderLost. */
  close: () => Promise<void>
}

type Seat = {
  reader: ReaderProcess
  pagesRead: number
  successor: 'none' | 'starting' | 'seated'
}

/** Reader processes, one request at a time each, replaced when they die or have read enough. */
export function createReaderPool(options: ReaderPoolOptions): ReaderPool {
  const { size, start, maxPages, restartDelayMs = 500, onStartFailure } = options
  const idle: Seat[] = []
  const seats = new Set<Seat>()
  const waiting: ((seat: Seat) => void)[] = []
  const closing = new AbortController()
  let newest: ReaderInfo | undefined

  function admit(reader: ReaderProcess): Seat {
    const seat: Seat = { reader, pagesRead: 0, successor: 'none' }
    newest = reader.info
    seats.add(seat)
    void reader.ended.then(() => lose(seat))
    return seat
  }

  function offer(seat: Seat): void {
    const next = waiting.shift()
    if (next) next(seat)
    else idle.push(seat)
  }

  function lose(seat: Seat): void {
    const position = idle.indexOf(seat)
    if (position >= 0) idle.splice(position, 1)
    const wasSeated = seats.delete(seat)
    // The successor of one that is being renewed is on its way.
    if (wasSeated && seat.successor === 'none' && !closing.signal.aborted) void startAgain()
  }

  async function startAgain(delayMs = restartDelayMs): Promise<void> {
    try {
      const reader = await start()
      if (closing.signal.aborted) reader.kill()
      else offer(admit(reader))
    } catch (error) {
      onStartFailure(error)
      if (closing.signal.aborted) return
      setTimeout(() => void startAgain(Math.min(delayMs * 2, 30_000)), delayMs)
    }
  }

  /** Starts a successor beside the old reader, then lets the old one go as soon as it is free. */
  async function renew(seat: Seat): Promise<void> {
    seat.successor = 'starting'
    try {
      const successor = await start()
      if (closing.signal.aborted) return successor.kill()
      seat.successor = 'seated'
      if (idle.includes(seat)) {
        idle.splice(idle.indexOf(seat), 1)
        seat.reader.kill()
      }
      offer(admit(successor))
    } catch (error) {
      // The old one goes on; it is renewed after its next document.
      seat.successor = 'none'
      onStartFailure(error)
      if (!seat.reader.isAlive() && !closing.signal.aborted) void startAgain()
    }
  }

  async function take(signal: AbortSignal): Promise<Seat> {
    // A reader would be ended for nothing.
    signal.throwIfAborted()
    const seat = idle.shift()
    if (seat) return seat
    return new Promise((resolve, reject) => {
      const stopListening = () => {
        signal.removeEventListener('abort', onAbort)
        closing.signal.removeEventListener('abort', onAbort)
      }
      const onAbort = () => {
        stopListening()
        waiting.splice(waiting.indexOf(give), 1)
        reject(signal.aborted ? signal.reason : new Error('The readers are closed'))
      }
      const give = (free: Seat) => {
        stopListening()
        resolve(free)
      }
      waiting.push(give)
      signal.addEventListener('abort', onAbort)
      closing.signal.addEventListener('abort', onAbort)
      if (closing.signal.aborted) onAbort()
    })
  }

  function putBack(seat: Seat): void {
    if (!seat.reader.isAlive()) return
    if (seat.successor === 'seated') {
      seat.reader.kill()
      return
    }
    if (seat.pagesRead >= maxPages && seat.successor === 'none') void renew(seat)
    offer(seat)
  }

  return {
    start: async () => {
      const starts = await Promise.allSettled(Array.from({ length: size }, () => start()))
      const failure = starts.find((result) => result.status === 'rejected')
      for (const result of starts) {
        if (result.status === 'rejected') continue
        if (failure) result.value.kill()
        else offer(admit(result.value))
      }
      if (failure) throw failure.reason
    },
    ask: async (request, requestOptions) => {
      const seat = await take(requestOptions.signal)
      try {
        const answer = await seat.reader.ask(request, requestOptions)
        seat.pagesRead += answer.type === 'done' ? answer.pagesRead : 1
        return answer
      } finally {
        putBack(seat)
      }
    },
    isServing: () => seats.size > 0,
    info: () => newest,
    close: async () => {
      closing.abort()
      const readers = [...seats].map(({ reader }) => reader)
      for (const reader of readers) reader.kill()
      await Promise.all(readers.map(({ ended }) => ended))
    },
  }
}
