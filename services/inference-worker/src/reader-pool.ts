import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ReaderInfo,
  ReaderLost,
  type ReaderProcess,
  type RequestOptions,
} from './reader-process.ts'
import type { ReaderTask } from './reader-protocol.ts'

/** Starts a reader; readers of one `Start` are alike. */
export type Start = () => Promise<ReaderProcess>

export type ReaderPoolOptions = {
  size: number
  /** A reader is renewed after so many pages; its successor is warm before it goes. */
  maxPages: number
  /** First pause before a reader that could not be started is tried again; it doubles up to 30 s. */
  restartDelayMs?: number
  onStartFailure: (error: unknown) => void
  /** Told of each reader that ended over what it was asked, whoever asked. */
  onLost: (loss: ReaderLost, request: ReaderTask) => void
}

export type ReaderPool = {
  /** Starts all readers; rejects when they cannot be started, and then none is left. */
  start: (start: Start) => Promise<void>
  /**
   * Gives every reader a successor of another kind, one after the other, so that only one more is there at a time: it comes in
   * when it is warm, between two requests, and what is being read is read to its end. Rejects when one cannot be started:
   * the first, and all stays as it was; a later one, and a call with the same `next` goes on from there.
   */
  exchange: (next: Start) => Promise<void>
  /** Waits for a free reader and asks it. See ReaderProcess.ask for what it throws. */
  ask: (request: ReaderTask, options: RequestOptions) => ReturnType<ReaderProcess['ask']>
  /** Whether any reader is there to be asked. */
  isServing: () => boolean
  /** Whether none is there to be asked, and the last that was tried could not be started. */
  isStuck: () => boolean
  /** What the newest reader of the kind that serves said of itself. */
  info: () => ReaderInfo | undefined
  /** Ends the readers; a request that still runs fails, which says nothing of its document. */
  close: () => Promise<void>
}

type Seat = {
  reader: ReaderProcess
  startedBy: Start
  pagesRead: number
  /** While its successor is being started. */
  renewal: Promise<void> | undefined
  /** Its successor is there: it goes when it is free. */
  isLeaving: boolean
}

const closed = (cause?: unknown) => new Error('The readers are closed', { cause })

/** Reader processes, one request at a time each, replaced when they die or have read enough. */
export function createReaderPool(options: ReaderPoolOptions): ReaderPool {
  const { size, maxPages, restartDelayMs = 500, onStartFailure, onLost } = options
  const idle: Seat[] = []
  const seats = new Set<Seat>()
  const waiting: ((seat: Seat) => void)[] = []
  const closing = new AbortController()
  /** What readers are started by: the kind that serves, and the one that an exchange brings. */
  let serving: Start | undefined
  let coming: Start | undefined
  let newest: ReaderInfo | undefined
  let hasFailedToStart = false

  function admit(reader: ReaderProcess, startedBy: Start): Seat {
    const seat: Seat = { reader, startedBy, pagesRead: 0, renewal: undefined, isLeaving: false }
    if (startedBy === serving) newest = reader.info
    seats.add(seat)
    hasFailedToStart = false
    void reader.ended.then(() => lose(seat))
    return seat
  }

  function offer(seat: Seat): void {
    const next = waiting.shift()
    if (next) next(seat)
    else idle.push(seat)
  }

  /** Somebody else may have brought the reader that was missing. */
  function seatOrKill(reader: ReaderProcess, startedBy: Start): void {
    const staying = [...seats].filter(({ isLeaving }) => !isLeaving)
    if (staying.length >= size) reader.kill()
    else offer(admit(reader, startedBy))
  }

  function lose(seat: Seat): void {
    const position = idle.indexOf(seat)
    if (position >= 0) idle.splice(position, 1)
    const wasSeated = seats.delete(seat)
    // The successor of one that is being renewed is on its way.
    const isMissed = wasSeated && !seat.renewal && !seat.isLeaving
    if (isMissed && !closing.signal.aborted) void startAgain()
  }

  async function startAgain(delayMs = restartDelayMs): Promise<void> {
    const start = serving
    if (!start) return
    try {
      const reader = await start()
      if (closing.signal.aborted) reader.kill()
      else if (start !== serving) {
        // The kind that serves was exchanged meanwhile.
        reader.kill()
        void startAgain(0)
      } else seatOrKill(reader, start)
    } catch (error) {
      hasFailedToStart = true
      onStartFailure(error)
      await sleep(delayMs, undefined, { signal: closing.signal }).catch(() => {})
      if (!closing.signal.aborted) void startAgain(Math.min(delayMs * 2, 30_000))
    }
  }

  /** Starts a successor beside the old reader, then lets the old one go as soon as it is free. Rejects when it cannot. */
  function renew(seat: Seat, start: Start): Promise<void> {
    seat.renewal = succeed(seat, start).finally(() => {
      seat.renewal = undefined
      // It died meanwhile, and has no successor.
      const isMissed = !seat.isLeaving && !seats.has(seat)
      if (isMissed && !closing.signal.aborted) void startAgain()
    })
    return seat.renewal
  }

  async function succeed(seat: Seat, start: Start): Promise<void> {
    const successor = await start()
    // An exchange has come first: this is of the kind that is gone.
    const isOutdated = start !== serving && start !== coming
    if (closing.signal.aborted || isOutdated) return successor.kill()
    serving = start
    seat.isLeaving = true
    if (idle.includes(seat)) {
      idle.splice(idle.indexOf(seat), 1)
      seat.reader.kill()
    }
    offer(admit(successor, start))
  }

  async function exchange(next: Start): Promise<void> {
    coming = next
    try {
      await renewAll(next)
      if (serving === next) return
      // All had died and are being started again: those that come from now on are of the next kind.
      const first = await next()
      serving = next
      if (closing.signal.aborted) return first.kill()
      seatOrKill(first, next)
      // But one of the old kind may have come just before.
      await renewAll(next)
    } finally {
      coming = undefined
    }
  }

  async function renewAll(next: Start): Promise<void> {
    const isOld = (seat: Seat) => seat.startedBy !== next && !seat.isLeaving
    for (let seat = [...seats].find(isOld); seat; seat = [...seats].find(isOld)) {
      // One that has worn out is being renewed already.
      if (seat.renewal) await seat.renewal.catch(() => {})
      else await renew(seat, next)
      if (closing.signal.aborted) throw closed()
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
        reject(signal.aborted ? signal.reason : closed())
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
    if (seat.isLeaving) {
      seat.reader.kill()
      return
    }
    // When it fails the old one goes on, to be renewed after its next document.
    if (seat.pagesRead >= maxPages && !seat.renewal && serving)
      renew(seat, serving).catch(onStartFailure)
    offer(seat)
  }

  return {
    start: async (start) => {
      const starts = await Promise.allSettled(Array.from({ length: size }, () => start()))
      const failure = starts.find((result) => result.status === 'rejected')
      if (!failure) serving = start
      for (const result of starts) {
        if (result.status === 'rejected') continue
        if (failure) result.value.kill()
        else offer(admit(result.value, start))
      }
      if (failure) throw failure.reason
    },
    exchange,
    ask: async (request, requestOptions) => {
      const seat = await take(requestOptions.signal)
      try {
        const answer = await seat.reader.ask(request, requestOptions)
        seat.pagesRead += answer.type === 'done' ? answer.pagesRead : 1
        return answer
      } catch (error) {
        if (closing.signal.aborted) throw closed(error)
        if (error instanceof ReaderLost) onLost(error, request)
        throw error
      } finally {
        putBack(seat)
      }
    },
    isServing: () => seats.size > 0,
    isStuck: () => seats.size === 0 && hasFailedToStart,
    info: () => newest,
    close: async () => {
      closing.abort()
      const readers = [...seats].map(({ reader }) => reader)
      for (const reader of readers) reader.kill()
      await Promise.all(readers.map(({ ended }) => ended))
    },
  }
}
