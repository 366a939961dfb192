import type { Training } from '@invoice-ml/contracts'
import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'

const endStates: readonly Training['status'][] = ['deployed', 'rejected', 'failed']
const followEveryMs = 3_000

export function isUnderWay({ status }: Training): boolean {
  return !endStates.includes(status)
}

export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => call('get', '/models', { signal }),
  })
}

/** The newest trainings; followed while one is under way, which no event tells of. */
export function useTrainings() {
  return useQuery({
    queryKey: ['trainings'],
    queryFn: async ({ signal }) => (await call('get', '/trainings', { signal })).trainings,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? followEveryMs : false),
  })
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
