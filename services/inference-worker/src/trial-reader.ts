import { ProblemError } from '@invoice-ml/contracts'
import { findModel } from '@invoice-ml/storage'
import { ReaderLost, type ReaderProcess, type RequestOptions } from './reader-process.ts'
import type { ReadRequest } from './reader-protocol.ts'
import type { StartWith } from './start-with.ts'

/** One reader beside those that serve, for whichever model is to be watched. One request at a time. */
export type TrialReader = {
  /**
   * Reads with the model, which is loaded when it is not.
   *
   * @throws ProblemError `model-not-found`; Error when it cannot be loaded, or this is closed; see ReaderProcess.ask for the rest.
   */
  ask: (
    modelVersion: string,
    request: ReadRequest,
    options: RequestOptions,
  ) => ReturnType<ReaderProcess['ask']>
  close: () => void
}

type Options = {
  modelDir: string
  startWith: StartWith
  /** After so many pages it is renewed: the recognizer's memory only grows. */
  maxPages: number
  /** Told of each reader that ended over what it was asked. */
  onLost: (loss: ReaderLost, request: ReadRequest) => void
  /** Without work for so long it ends. */
  idleMs?: number
}

// All that reads for somebody goes first.
const niceness = 19

export function createTrialReader({
  modelDir,
  startWith,
  maxPages,
  onLost,
  idleMs = 60_000,
}: Options): TrialReader {
  let held: { version: string; reader: ReaderProcess; pagesRead: number } | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function end(): void {
    clearTimeout(timer)
    held?.reader.kill()
    held = undefined
  }

  async function hold(version: string) {
    if (held?.version === version && held.reader.isAlive() && held.pagesRead < maxPages) return held
    end()
    const model = await findModel(modelDir, version)
    if (!model) throw new ProblemError('model-not-found', `There is no model ${version}`)
    const reader = await startWith(model, { niceness })()
    held = { version, reader, pagesRead: 0 }
    return held
  }

  return {
    ask: async (modelVersion, request, options) => {
      clearTimeout(timer)
      try {
        const holding = await hold(modelVersion)
        if (isClosed) holding.reader.kill()
        const answer = await holding.reader.ask(request, options)
        holding.pagesRead += answer.type === 'done' ? answer.pagesRead : 1
        return answer
      } catch (error) {
        // It says nothing of the document.
        if (isClosed) throw new Error('The reader is closed', { cause: error })
        if (error instanceof ReaderLost) onLost(error, request)
        throw error
      } finally {
        if (!isClosed) timer = setTimeout(end, idleMs)
      }
    },
    close: () => {
      isClosed = true
      end()
    },
  }
}
