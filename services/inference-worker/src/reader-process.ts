import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SupplierLesson } from '@invoice-ml/contracts'
import { startDeadline } from './deadline.ts'
import { watchProcessorWait } from './processor-wait.ts'
import { ReaderMessage, type ReaderTask } from './reader-protocol.ts'

export type ReaderOptions = {
  /** The module that speaks the reader protocol. */
  modulePath: string
  env: NodeJS.ProcessEnv
  /** A reader whose resident memory passes this is ended. */
  memoryBytes: number
  /** A reader that is not ready by then is ended. */
  startTimeoutMs: number
  onNotice: (message: string, facts: Record<string, string>) => void
}

export type ReaderInfo = {
  modelVersion: string
  provider: string | undefined
  /** Share of the values in each confidence band when the model was calibrated. */
  confidences?: Record<string, number> | undefined
}

type Answer = Extract<ReaderMessage, { type: 'done' | 'rendered' | 'failed' }>
type Progress = Extract<ReaderMessage, { type: 'progress' }>

export type RequestOptions = {
  /** What a request may take, */
  deadlineMs: number
  /** and what each page that the child announces adds to it. */
  perPageMs: number
  /** How many times that at most, when it was kept waiting for a processor that others had; once when it is not said. */
  patience?: number
  signal: AbortSignal
  onProgress: (progress: Progress) => void
  /** Finds what is known of suppliers with such keys. */
  recall?: (keys: string[]) => Promise<SupplierLesson[]>
}

/** One child process that reads one document at a time. */
export type ReaderProcess = {
  info: ReaderInfo
  /**
   * Rejects with ReaderLost when the child dies over it, with the signal's reason when it is aborted. A child that cannot read by
   * a fault of its own answers so, and is ended.
   */
  ask: (request: ReaderTask, options: RequestOptions) => Promise<Answer>
  /** Whether the child can be asked. */
  isAlive: () => boolean
  /** Settles when the child has ended, whatever ended it. */
  ended: Promise<void>
  kill: () => void
}

export type LossReason = 'crash' | 'deadline' | 'memory'

/** The child died, or was ended, over a document. */
export class ReaderLost extends Error {
  override readonly name = 'ReaderLost'
  readonly reason: LossReason

  constructor(reason: LossReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

const memoryCheckMs = 200
const longestLine = 500

/**
 * Starts a reader and waits until its model is loaded, tried and warm.
 *
 * @throws Error saying why it is not: what it has against its model, or that it ended, or took too much time or memory.
 */
export async function startReader(options: ReaderOptions): Promise<ReaderProcess> {
  const child = fork(options.modulePath, [], {
    env: options.env,
    execArgv: ['--import', join(import.meta.dirname, 'end-with-parent.ts')],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  relayOutput(child, options)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    // A child that could not be started never exits; other errors are followed by the exit.
    child.on('error', () => child.pid === undefined && resolve())
  })
  try {
    const info = await firstReady(child, options)
    return createProcess({ child, info, ended, options })
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** Libraries in other languages print past every logger: their lines would stand between those of JSON. */
function relayOutput({ stdout, stderr }: ChildProcess, { onNotice }: ReaderOptions): void {
  for (const input of [stdout, stderr]) {
    if (input === null) continue
    createInterface({ input }).on('line', (line) =>
      onNotice('reader printed', { line: line.slice(0, longestLine) }),
    )
  }
}

function firstReady(
  child: ChildProcess,
  { onNotice, startTimeoutMs, memoryBytes }: ReaderOptions,
): Promise<ReaderInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<ReaderInfo>()
  child.on('message', (data) => {
    const message = parseMessage(data)
    if (message?.type === 'notice') onNotice(message.message, message.facts)
    if (message?.type === 'refused') reject(new Error(message.reason))
    if (message?.type === 'ready')
      resolve({
        modelVersion: message.modelVersion,
        provider: message.provider,
        confidences: message.confidences,
      })
  })
  child.once('error', reject)
  child.once('exit', (code, signal) =>
    reject(new Error(`The reader ended before it was ready (${signal ?? code})`)),
  )
  const late = `The reader was not ready within ${startTimeoutMs / 1_000} seconds`
  const timer = setTimeout(() => reject(new Error(late)), startTimeoutMs)
  const large = `The reader took more than ${Math.round(memoryBytes / 1e6)} MB before it was ready`
  const stopWatching = watchMemory(child, memoryBytes, () => reject(new Error(large)))
  return promise.finally(() => {
    clearTimeout(timer)
    stopWatching()
  })
}

/** Looks again and again what a process holds; says once when it is too much. Returns how to stop. */
function watchMemory(child: ChildProcess, memoryBytes: number, onExceeded: () => void): () => void {
  let isWatching = true
  const stop = () => {
    isWatching = false
    clearInterval(timer)
  }
  const timer = setInterval(async () => {
    const bytes = await residentBytes(child.pid)
    if (!isWatching || bytes === undefined || bytes <= memoryBytes) return
    stop()
    onExceeded()
  }, memoryCheckMs)
  return stop
}

type Parts = { child: ChildProcess; info: ReaderInfo; ended: Promise<void>; options: ReaderOptions }

function createProcess({ child, info, ended, options }: Parts): ReaderProcess {
  let isEnding = false
  const isAlive = () =>
    !isEnding && child.exitCode === null && child.signalCode === null && child.connected
  const kill = () => {
    isEnding = true
    child.kill('SIGKILL')
  }
  const ask: ReaderProcess['ask'] = (
    request,
    { deadlineMs, perPageMs, patience = 1, signal, onProgress, recall },
  ) =>
    new Promise((resolve, reject) => {
      let reason: LossReason = 'crash'
      const deadline = startDeadline({
        limitMs: deadlineMs,
        patience,
        watchWait: () => watchProcessorWait(child.pid),
        onPassed: () => endFor('deadline'),
      })
      let pagesKnown = 0
      const stopWatching = watchMemory(child, options.memoryBytes, () => endFor('memory'))

      function extendDeadline(pages: number): void {
        pagesKnown = pages
        deadline.move(deadlineMs + pages * perPageMs)
      }
      function endFor(cause: LossReason): void {
        reason = cause
        kill()
      }
      function settle(finish: () => void): void {
        deadline.stop()
        stopWatching()
        child.off('message', onMessage)
        child.off('exit', onExit)
        signal.removeEventListener('abort', onAbort)
        finish()
      }
      function onMessage(data: unknown): void {
        const { data: message, error } = ReaderMessage.safeParse(data)
        if (!message) {
          // A fault of ours and not of the document's; what it said may hold what is printed there.
          const where = error.issues.map(({ path }) => path.join('.')).join(', ')
          kill()
          settle(() => reject(new Error(`The reader's message is not of the protocol: ${where}`)))
          return
        }
        if (!('id' in message) || message.id !== request.id) return
        if (message.type === 'progress') {
          if (message.pages !== pagesKnown) extendDeadline(message.pages)
          onProgress(message)
        } else if (message.type === 'recall') void answerRecall(message.keys)
        else {
          if (isFault(message)) endAfterFault(message.detail)
          settle(() => resolve(message))
        }
      }
      // It may fail at all that follows, as one whose graphics card is gone, and being quick at it would take the most.
      function isFault(answer: Answer): answer is Extract<Answer, { type: 'failed' }> {
        return (
          request.type === 'read' && answer.type === 'failed' && answer.code === 'internal-error'
        )
      }
      function endAfterFault(detail: string): void {
        options.onNotice('reader ended after a fault of its own', { detail })
        kill()
      }
      // Without an answer the document is read as that of an unknown supplier.
      async function answerRecall(keys: string[]): Promise<void> {
        const lessons = await recall?.(keys).catch((error: unknown) => {
          options.onNotice('supplier not remembered', { reason: String(error) })
        })
        if (isAlive()) child.send({ type: 'lessons', id: request.id, lessons: lessons ?? [] })
      }
      function onExit(code: number | null, exitSignal: string | null): void {
        const detail = `The reader ended by ${reason} (${exitSignal ?? code})`
        settle(() => reject(signal.aborted ? signal.reason : new ReaderLost(reason, detail)))
      }
      // An aborted read cannot be interrupted from inside: the child goes, another takes its place.
      function onAbort(): void {
        kill()
      }

      child.on('message', onMessage)
      child.once('exit', onExit)
      signal.addEventListener('abort', onAbort)
      if (signal.aborted) onAbort()
      if (!isAlive()) onExit(child.exitCode, child.signalCode)
      else child.send(request, (error) => error && endFor('crash'))
    })
  return { info, ask, isAlive, ended, kill }
}

function parseMessage(data: unknown): ReaderMessage | undefined {
  return ReaderMessage.safeParse(data).data
}

// Memory outside the JavaScript heap (WebAssembly, ONNX, pixels) is what grows, so the heap's own limit does not help.
async function residentBytes(pid: number | undefined): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024
  } catch {
    // The process has just ended, or this is no Linux: the deadline still holds.
    return undefined
  }
}
