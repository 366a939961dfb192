import type { Training } from '@invoice-ml/contracts'
import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'

const endStates: readonly Training['status'][] = ['deployed', 'rejected', 'failed']
const followEveryMs = 3_000
// No event tells of models, nor of trainings that others begin.
const lookEveryMs = 10_000
// Every corrected document is counted for it.
const calibrateEveryMs = 60_000

export function isUnderWay({ status }: Training): boolean {
  return !endStates.includes(status)
}

export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => call('get', '/models', { signal }),
    refetchInterval: lookEveryMs,
  })
}

/** The newest trainings; followed closely while one is under way. When one has ended, the models are read again. */
export function useTrainings() {
  return useQuery({
    queryKey: ['trainings'],
    queryFn: async ({ client, signal }) => {
      const { trainings } = await call('get', '/trainings', { signal })
      if (hasAnyEnded(client.getQueryData(['trainings']), trainings))
        void client.invalidateQueries({ queryKey: ['models'] })
      return trainings
    },
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? followEveryMs : lookEveryMs),
  })
}

/** How honest the confidences are. */
export function useCalibration() {
  return useQuery({
    queryKey: ['calibration'],
    queryFn: ({ signal }) => call('get', '/stats/calibration', { signal }),
    refetchInterval: calibrateEveryMs,
  })
}

/** Whether a training that was under way is so no longer. */
export function hasAnyEnded(before: Training[] = [], now: Training[]): boolean {
  const running = new Set(now.filter(isUnderWay).map(({ training_id }) => training_id))
  return before.some((training) => isUnderWay(training) && !running.has(training.training_id))
}

export function activateModel(version: string): Promise<unknown> {
  return call('post', '/models/{version}/activate', { params: { version } })
}

export function reloadModel(): Promise<unknown> {
  return call('post', '/reload-model', { json: {} })
}

export function startTraining(): Promise<unknown> {
  return call('post', '/retrain')
}
