import type { FieldLabel, Problem } from '@invoice-ml/contracts'
import { useQuery } from '@tanstack/react-query'
import { ApiError, pageHeaders, request } from './api.ts'

/** One version of the detector. */
export type Model = {
  model_version: string
  created_at: string
  is_serving: boolean
  size_bytes: number
  metrics?: Record<string, unknown>
}

/** One entry of what served when. */
export type Deployment = {
  deployment_id: string
  model_version: string
  previous_version?: string
  reason: string
  actor: string
  detail?: string
  deployed_at: string
}

export type ModelList = {
  model_version: string | null
  models: Model[]
  workers: { worker_id: string; model_version: string }[]
  deployments: Deployment[]
}

type Compared = { key_f1: number; all_f1: number; p50_ms: number | null; map50: number | null }

/** Champion against challenger. */
export type Evaluation = {
  documents: number
  suppliers: number
  champion: Compared
  challenger: Compared
  difference: number
  interval: [number, number]
  by_field: { label: FieldLabel; documents: number; champion: number; challenger: number }[]
  passed: boolean
  reasons: string[]
}

/** One training, from the decision to its outcome. */
export type Training = {
  training_id: string
  status: string
  requested_by: string
  created_at: string
  finished_at?: string
  champion?: string
  challenger?: string
  documents: number
  new_documents: number
  progress?: { epoch: number; epochs: number; done: number; left_seconds: number }
  evaluation?: Evaluation
  problem?: Problem
}

const endStates = ['deployed', 'rejected', 'failed']
const followEveryMs = 3_000

export function isUnderWay({ status }: Training): boolean {
  return !endStates.includes(status)
}

export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await request('/api/models', { signal })) as ModelList,
  })
}

/** The newest trainings; followed while one is under way, which no event tells of. */
export function useTrainings() {
  return useQuery({
    queryKey: ['trainings'],
    queryFn: async ({ signal }) => {
      // The gateway answers by the schema of the operation.
      const list = (await request('/api/trainings', { signal })) as { trainings: Training[] }
      return list.trainings
    },
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? followEveryMs : false),
  })
}

/** Whether the gateway is of a version that does not serve this. */
export function isNotServed(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'not-found'
}

export function activateModel(version: string): Promise<unknown> {
  return post(`/api/models/${encodeURIComponent(version)}/activate`)
}

export function reloadModel(): Promise<unknown> {
  return post('/api/reload-model', {})
}

export function startTraining(): Promise<unknown> {
  return post('/api/retrain')
}

function post(address: string, body?: unknown): Promise<unknown> {
  return request(address, {
    method: 'POST',
    headers: {
      ...pageHeaders,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
