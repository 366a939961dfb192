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

/** Readings of models on trial, by the workers. Asked for again and again, since Redis may forget: a queue holds each once. */
export function createTrials({ data, queue }: Dependencies): Trials {
  return {
    collect: async (modelVersion, jobIds, purpose) => {
      const readings = await data.trialReadings(modelVersion, purpose, jobIds)
      const read = new Set(readings.map(({ jobId }) => jobId))
      const missing = jobIds.filter((jobId) => !read.has(jobId))
      if (missing.length > 0)
        await queue.addMany(
          missing.map((jobId) => ({
            payload: { modelVersion, jobId, purpose },
            priority: 'batch' as const,
          })),
        )
      return { readings, isComplete: missing.length === 0 }
    },
  }
}
