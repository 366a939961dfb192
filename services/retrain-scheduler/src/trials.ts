import type { trialQueue } from '@invoice-ml/contracts'
import type { Producer } from '@invoice-ml/queue'
import type { TrainingData, TrialReading } from '@invoice-ml/storage'

export type Trials = {
  /** What a model read in these documents; those that it has not read yet are asked for. `isComplete`: none is missing. */
  collect: (
    modelVersion: string,
    jobIds: string[],
    purpose: 'evaluation' | 'shadow',
  ) => Promise<{ readings: TrialReading[]; isComplete: boolean }>
}

type Dependencies = {
  data: Pick<TrainingData, 'trialReadings'>
  queue: Pick<Producer<(typeof trialQueue)['payload']>, 'addMany'>
}

const againMs = 30_000
const mostRemembered = 10_000

/** Readings of models on trial, by the workers. Asked for again and again, since Redis may forget: a queue holds each once. */
export function createTrials({ data, queue }: Dependencies): Trials {
  const askedAt = new Map<string, number>()
  return {
    collect: async (modelVersion, jobIds, purpose) => {
      const readings = await data.trialReadings(modelVersion, purpose, jobIds)
      const read = new Set(readings.map(({ jobId }) => jobId))
      const missing = jobIds.filter((jobId) => !read.has(jobId))
      const keyOf = (jobId: string) => `${modelVersion} ${purpose} ${jobId}`
      const now = performance.now()
      const due = missing.filter(
        (jobId) => now - (askedAt.get(keyOf(jobId)) ?? -againMs) >= againMs,
      )
      if (askedAt.size > mostRemembered) askedAt.clear()
      if (due.length > 0)
        await queue.addMany(
          due.map((jobId) => ({
            payload: { modelVersion, jobId, purpose },
            priority: 'batch' as const,
          })),
        )
      for (const jobId of due) askedAt.set(keyOf(jobId), now)
      return { readings, isComplete: missing.length === 0 }
    },
  }
}
