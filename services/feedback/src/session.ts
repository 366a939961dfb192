import type { LabelStudioProject } from '@invoice-ml/storage'
import { LabelStudioError, type LabelStudioErrorKind } from './label-studio/error.ts'

type Ready = LabelStudioProject & {
  /** The model whose predictions annotators see. */
  shownModel: string
}

export type Session = {
  /** The project, once all is as it must be; looked at again now and then. */
  project: () => Promise<Ready>
  /** The project turned out not to be there: it is found or made again before anything else is done with it. */
  lost: () => void
  /** Annotators see the predictions of this model from now on. */
  shown: (modelVersion: string) => void
  /** Whether Label Studio is left alone for a while. */
  isResting: () => boolean
  /** Does something with Label Studio, and rests when it turns out to be away. */
  use: <T>(work: () => Promise<T>) => Promise<T>
}

type Options = {
  prepare: () => Promise<Ready>
  onAway: (error: LabelStudioError, kind: LabelStudioErrorKind) => void
  onBack: () => void
  /** Milliseconds of a clock that nobody sets. */
  now?: () => number
}

const checkEveryMs = 600_000
const [firstPauseMs, longestPauseMs] = [1_000, 300_000]

/** One Label Studio, which may be away: it is then asked again after growing pauses, whoever wants something of it. */
export function createSession({
  prepare,
  onAway,
  onBack,
  now = () => performance.now(),
}: Options): Session {
  let ready: Ready | undefined
  let checkAtMs = 0
  let pauseMs = 0
  let restUntilMs = 0

  function rest(error: LabelStudioError): void {
    // Others have failed at the same time.
    if (now() < restUntilMs) return
    if (pauseMs === 0) onAway(error, error.kind)
    pauseMs = Math.min(Math.max(firstPauseMs, pauseMs * 2), longestPauseMs)
    restUntilMs = now() + pauseMs
    // Whatever was away may have changed.
    ready = undefined
  }

  function answered(): void {
    if (pauseMs > 0) onBack()
    pauseMs = 0
    restUntilMs = 0
  }

  return {
    project: async () => {
      if (ready && now() < checkAtMs) return ready
      ready = await prepare().catch((error: unknown) => {
        // What cannot be put right now may be put right by somebody; every other reason is told by `use`.
        if (error instanceof LabelStudioError && error.kind === 'refused') rest(error)
        throw error
      })
      checkAtMs = now() + checkEveryMs
      return ready
    },
    lost: () => {
      ready = undefined
    },
    shown: (shownModel) => {
      if (ready) ready = { ...ready, shownModel }
    },
    isResting: () => now() < restUntilMs,
    use: async (work) => {
      try {
        const result = await work()
        answered()
        return result
      } catch (error) {
        if (error instanceof LabelStudioError && error.kind !== 'refused') rest(error)
        throw error
      }
    },
  }
}
