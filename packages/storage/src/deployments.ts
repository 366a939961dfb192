import { createId } from '@invoice-ml/contracts'
import type { Selectable } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

type Reason = Schema['deployments']['reason']

/** One entry of what served when. */
export type StoredDeployment = {
  id: string
  modelVersion: string
  /** Undefined for the first. */
  previousVersion: string | undefined
  reason: Reason
  trainingId: string | undefined
  actor: string
  detail: string | undefined
  createdAt: Date
}

export type NewDeployment = {
  modelVersion: string
  reason: Reason
  trainingId?: string | undefined
  actor: string
  detail?: string | undefined
}

/** Which model serves since when. Append-only: going back is one more entry. */
export type Deployments = {
  /** What serves; undefined while nothing was ever deployed: the newest in the folder serves then. */
  current: () => Promise<StoredDeployment | undefined>
  deploy: (deployment: NewDeployment) => Promise<StoredDeployment>
  /** Notes what serves already, unless something was deployed before. */
  ensureCurrent: (modelVersion: string) => Promise<StoredDeployment>
}

export function createDeployments({ query }: Database): Deployments {
  const current = async () => {
    const newest = query.selectFrom('deployments').selectAll().orderBy('number', 'desc')
    const row = await newest.limit(1).executeTakeFirst()
    return row && toStoredDeployment(row)
  }
  const deploy = async (entry: NewDeployment) => {
    const before = await current()
    const row = await query
      .insertInto('deployments')
      .values({
        id: createId('dep'),
        model_version: entry.modelVersion,
        previous_version: before?.modelVersion ?? null,
        reason: entry.reason,
        training_id: entry.trainingId ?? null,
        actor: entry.actor,
        detail: entry.detail ?? null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return toStoredDeployment(row)
  }
  return {
    current,
    deploy,
    ensureCurrent: async (modelVersion) =>
      (await current()) ?? deploy({ modelVersion, reason: 'activated', actor: 'platform' }),
  }
}

function toStoredDeployment(row: Selectable<Schema['deployments']>): StoredDeployment {
  return {
    id: row.id,
    modelVersion: row.model_version,
    previousVersion: row.previous_version ?? undefined,
    reason: row.reason,
    trainingId: row.training_id ?? undefined,
    actor: row.actor,
    detail: row.detail ?? undefined,
    createdAt: row.created_at,
  }
}
