import { setTimeout as sleep } from 'node:timers/promises'
import { createId, type DeploymentReason, ProblemError } from '@invoice-ml/contracts'
import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import { createModelChecks, type ModelCheck, type ModelCheckAnswer } from './model-checks.ts'
import type { Schema } from './schema.ts'
import { storableText } from './storable.ts'

/** One entry of what served when. */
export type StoredDeployment = {
  id: string
  modelVersion: string
  /** Undefined for the first. */
  previousVersion: string | undefined
  reason: DeploymentReason
  trainingId: string | undefined
  actor: string
  detail: string | undefined
  createdAt: Date
}

export type NewDeployment = {
  modelVersion: string
  reason: Exclude<DeploymentReason, 'initial'>
  trainingId?: string | undefined
  /** An API key, `loopback`, or the service that decided. */
  actor: string
  /** What the decision stood on, in words. */
  detail?: string | undefined
  /** What serves as long as nothing was ever deployed; it becomes the first entry then. */
  servedBefore?: string | undefined
}

/** Which model serves since when. Append-only: going back is one more entry. */
export type Deployments = {
  /** What serves; undefined while nothing was ever deployed: the newest in the folder serves then. */
  current: () => Promise<StoredDeployment | undefined>
  /** Newest first, at most 200. */
  list: () => Promise<StoredDeployment[]>
  /**
   * Has the workers try the model and, when they can use it, makes it the one that serves. A model that nobody has tried, or
   * that any has refused, is never deployed.
   *
   * @throws ProblemError `model-unusable` with what a worker has against it; `workers-silent` when none, or not all of those
   * that `workers` names, answered in time
   */
  deploy: (deployment: NewDeployment) => Promise<StoredDeployment>
  /**
   * As `deploy`, for a decision that was made about what served by the entry `expectedId`. Undefined, and nothing deployed, when
   * another one has come since: what somebody else wanted meanwhile stands.
   */
  replace: (expectedId: string, deployment: NewDeployment) => Promise<StoredDeployment | undefined>
  /** Notes what serves already, unless something was deployed before: it stays whatever else comes into the folder. */
  ensureCurrent: (modelVersion: string) => Promise<StoredDeployment>
}

export type DeploymentOptions = {
  /** Those who are there now, whose consent is needed; one worker's is enough without it. Asked again and again. */
  workers?: () => Promise<string[]>
  /** Told when the workers have something to try, so that they look at once. */
  onAsked?: () => void
  /** Until then they must have answered. */
  timeoutMs?: number
  /** Aborts when who asks stops: as if the time was over. */
  signal?: AbortSignal
}

const mostListed = 200
const lookEveryMs = 200

export function createDeployments(
  database: Database,
  options: DeploymentOptions = {},
): Deployments {
  const { query } = database
  const current = async () => {
    const row = await newestOf(query)
    return row && toStoredDeployment(row)
  }
  return {
    current,
    list: async () => {
      const rows = await query
        .selectFrom('deployments')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(mostListed)
        .execute()
      return rows.map(toStoredDeployment)
    },
    deploy: async (deployment) => {
      await haveTried(database, deployment.modelVersion, options)
      return alone(database, (transaction, last) => append(transaction, last, deployment))
    },
    replace: async (expectedId, deployment) => {
      await haveTried(database, deployment.modelVersion, options)
      return alone(database, async (transaction, last) =>
        last?.id === expectedId ? append(transaction, last, deployment) : undefined,
      )
    },
    ensureCurrent: async (modelVersion) =>
      (await current()) ??
      alone(database, async (transaction, last) =>
        last
          ? toStoredDeployment(last)
          : toStoredDeployment(await add(transaction, initial(modelVersion))),
      ),
  }
}

/** Resolves when the workers can use the model. */
async function haveTried(
  database: Database,
  modelVersion: string,
  { workers, onAsked, timeoutMs = 75_000, signal }: DeploymentOptions,
): Promise<void> {
  const checks = createModelChecks(database)
  const check: ModelCheck = await checks.ask(modelVersion, timeoutMs)
  const deadline = performance.now() + timeoutMs
  onAsked?.()
  try {
    for (;;) {
      const [answers, present] = await Promise.all([checks.answersTo(check), workers?.()])
      const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal
      if (refusal !== undefined) throw new ProblemError('model-unusable', refusal)
      const silent = silentAmong(present ?? [], answers)
      if (answers.length > 0 && silent.length === 0) return
      const isNobodyThere = answers.length === 0 && present?.length === 0
      if (isNobodyThere || signal?.aborted || performance.now() >= deadline)
        throw workersSilent(modelVersion, silent)
      await sleep(lookEveryMs)
    }
  } finally {
    await checks.close(check)
  }
}

function silentAmong(present: string[], answers: ModelCheckAnswer[]): string[] {
  const answered = new Set(answers.map(({ workerId }) => workerId))
  return present.filter((id) => !answered.has(id))
}

function workersSilent(modelVersion: string, silent: string[]): ProblemError {
  const detail =
    silent.length === 0
      ? `No worker is there to try ${modelVersion}`
      : `${silent.join(', ')} did not try ${modelVersion} in time`
  return new ProblemError('workers-silent', detail)
}

type Entry = Omit<NewDeployment, 'reason'> & { reason: DeploymentReason }

/** Does something with the newest entry while nobody adds another. */
async function alone<T>(
  { query }: Database,
  work: (transaction: Database['query'], last: Row | undefined) => Promise<T>,
): Promise<T> {
  return query.transaction().execute(async (transaction) => {
    // One after the other, or two could name the same predecessor, and both be the first.
    await sql`select pg_advisory_xact_lock(hashtextextended('deployments', 9))`.execute(transaction)
    return work(transaction, await newestOf(transaction))
  })
}

async function append(
  transaction: Database['query'],
  last: Row | undefined,
  entry: NewDeployment,
): Promise<StoredDeployment> {
  const { servedBefore } = entry
  const before = !last && servedBefore ? await add(transaction, initial(servedBefore)) : last
  return toStoredDeployment(await add(transaction, entry, before?.model_version))
}

function initial(modelVersion: string): Entry {
  return { modelVersion, reason: 'initial', actor: 'platform' }
}

function newestOf(query: Database['query']): Promise<Row | undefined> {
  return query
    .selectFrom('deployments')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function add(
  query: Database['query'],
  { modelVersion, reason, trainingId, actor, detail }: Entry,
  previousVersion?: string,
): Promise<Row> {
  return query
    .insertInto('deployments')
    .values({
      id: createId('dep'),
      model_version: modelVersion,
      previous_version: previousVersion ?? null,
      reason,
      training_id: trainingId ?? null,
      actor,
      detail: detail === undefined ? null : storableText(detail),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

type Row = Selectable<Schema['deployments']>

/** A row of PostgreSQL, where absent is null → a deployment. */
function toStoredDeployment(row: Row): StoredDeployment {
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
