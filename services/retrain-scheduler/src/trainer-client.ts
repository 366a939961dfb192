import { ProblemError, TrainingProgress } from '@invoice-ml/contracts'
import { z } from 'zod'

const Progress = z
  .object({
    epoch: z.int(),
    epochs: z.int(),
    done: z.number(),
    loss: z.number(),
    map50: z.number().nullable(),
    left_seconds: z.number(),
  })
  .transform((progress) => TrainingProgress.parse(progress))

/** What a model reaches on drawn pages: average precision of each label that they show and the model knows. */
const Measured = z.object({ labels: z.record(z.string(), z.object({ ap50: z.number() })) })
export type Measured = z.infer<typeof Measured>

const Run = z.object({
  id: z.string(),
  version: z.string(),
  status: z.enum(['running', 'completed', 'failed']),
  problem: z.string().optional(),
  progress: Progress.nullish(),
  manifest: z.object({ metrics: z.object({ generated: z.object({ both: Measured }) }) }).nullish(),
  champion: Measured.nullish(),
})
export type TrainerRun = z.infer<typeof Run>

export type RunRequest = {
  /** Data sets by name: the first is also measured on. */
  dataset: string
  replay: string[]
  /** Version of the model to go on from. */
  champion: string
  settings: Record<string, number>
  /** The same key gives the same run, however often it is asked for. */
  key: string
}

/** The trainer, over HTTP. Rejects when it does not answer. */
export type TrainerClient = {
  /** Whether it answers; it may be started only when something is to be trained. */
  isThere: () => Promise<boolean>
  /**
   * Undefined while it is busy with a run that somebody else has started.
   *
   * @throws ProblemError `training-failed` when it refuses
   */
  start: (request: RunRequest) => Promise<TrainerRun | undefined>
  /** Undefined when it knows no such run. */
  find: (runId: string) => Promise<TrainerRun | undefined>
  /** Ends a run, if it still goes on. */
  cancel: (runId: string) => Promise<void>
}

const timeoutMs = 20_000
const mostDetail = 500

export function createTrainerClient(url: string): TrainerClient {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(timeoutMs) })
  return {
    isThere: async () => {
      try {
        const response = await ask('/livez')
        await response.body?.cancel()
        return response.ok
      } catch {
        // No address yet, nobody there, or no answer in time: it is not there, whatever the reason.
        return false
      }
    },
    start: async (request) => {
      const response = await ask('/runs', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      })
      if (response.status === 202) return Run.parse(await response.json())
      const said = (await response.text()).slice(0, mostDetail)
      // Each of its processes has a time by which it must have ended.
      if (response.status === 409) return undefined
      if (response.status >= 500) throw new Error(`The trainer answers ${response.status}: ${said}`)
      throw new ProblemError('training-failed', `The trainer refuses: ${said}`)
    },
    find: async (runId) => {
      const response = await ask(`/runs/${encodeURIComponent(runId)}`)
      if (response.status === 404) {
        await response.body?.cancel()
        return undefined
      }
      if (!response.ok) throw new Error(`The trainer answers ${response.status}`)
      return Run.parse(await response.json())
    },
    cancel: async (runId) => {
      const response = await ask(`/runs/${encodeURIComponent(runId)}`, { method: 'DELETE' })
      await response.body?.cancel()
      if (!response.ok && response.status !== 404)
        throw new Error(`The trainer answers ${response.status}`)
    },
  }
}
