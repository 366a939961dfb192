import type {
  Problem,
  TrainingEvaluation,
  TrainingProgress,
  TrainingStatus,
} from '@invoice-ml/contracts'
import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import type { HeldOut, Schema } from './schema.ts'
import { storable } from './storable.ts'

/** One training, as stored. */
export type StoredTraining = {
  id: string
  status: TrainingStatus
  statusSince: Date
  requestedBy: string
  champion: string | undefined
  challenger: string | undefined
  runId: string | undefined
  /** Mean average precision on drawn pages, as the trainer measured it; undefined before that. */
  championMap50: number | undefined
  challengerMap50: number | undefined
  documents: number
  newDocuments: number
  dataDigest: string | undefined
  heldOut: HeldOut[]
  progress: TrainingProgress | undefined
  evaluation: TrainingEvaluation | undefined
  problem: Problem | undefined
  attempts: number
  createdAt: Date
  updatedAt: Date
  finishedAt: Date | undefined
}

/** What there is to learn from. */
export type AnnotationStanding = {
  /** Documents that people have annotated. */
  documents: number
  /** Of these, annotated since the newest training that goes on, or that ended otherwise than failed or refused before it began. */
  newDocuments: number
  /** The newest annotation of all; `0` without any. */
  lastAnnotationId: string
}

/** What may be written into a row by whoever holds it. */
export type TrainingChanges = {
  status?: TrainingStatus
  champion?: string
  challenger?: string
  runId?: string
  championMap50?: number | undefined
  challengerMap50?: number | undefined
  dataDigest?: string
  heldOut?: HeldOut[]
  progress?: TrainingProgress
  evaluation?: TrainingEvaluation
  problem?: Problem
}

/** Who works on a training: only the holder of the token may change it until the lease ends. */
export type TrainingClaim = { id: string; token: string }

export type Trainings = {
  standing: () => Promise<AnnotationStanding>
  /** A new training. Undefined when one is under way: there are never two. */
  request: (training: {
    id: string
    requestedBy: string
    standing: AnnotationStanding
  }) => Promise<StoredTraining | undefined>
  find: (id: string) => Promise<StoredTraining | undefined>
  /** The newest first. */
  list: (limit: number) => Promise<StoredTraining[]>
  /** Takes up the training that is under way and that nobody holds, if there is one. */
  claim: (token: string, leaseMs: number) => Promise<StoredTraining | undefined>
  /** False when somebody else may have taken it. */
  renew: (claim: TrainingClaim, leaseMs: number) => Promise<boolean>
  /** Writes what has changed; a new status is when it got on, a final one lets go of it. Undefined when the claim was lost. */
  save: (claim: TrainingClaim, changes: TrainingChanges) => Promise<StoredTraining | undefined>
  /** Lets go of it: anybody may take it up after the pause. */
  release: (claim: TrainingClaim, pauseMs: number) => Promise<void>
}

const underWay = ['preparing', 'training', 'evaluating', 'shadowing'] as const
const now = sql<Date>`now()`

export function createTrainings({ query, pool }: Database): Trainings {
  const heldBy = ({ id, token }: TrainingClaim) =>
    query.updateTable('trainings').where('id', '=', id).where('lease_token', '=', token)
  return {
    standing: async () => {
      const { rows } = await pool.query(
        `select count(*)::int as documents, coalesce(max(annotation_id), 0)::text as newest,
           count(*) filter (where annotation_id > coalesce((
             select last_annotation_id from trainings
             where status <> 'failed' and (run_id is not null or finished_at is null)
             order by created_at desc, id desc limit 1
           ), 0))::int as fresh
         from annotated_documents`,
      )
      const [{ documents, fresh, newest }] = rows
      return { documents, newDocuments: fresh, lastAnnotationId: newest }
    },
    request: async ({ id, requestedBy, standing }) => {
      const row = await query
        .insertInto('trainings')
        .values({
          id,
          status: 'preparing',
          requested_by: requestedBy,
          documents: standing.documents,
          new_documents: standing.newDocuments,
          last_annotation_id: standing.lastAnnotationId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst()
      return row && toTraining(row)
    },
    find: async (id) => {
      const row = await query
        .selectFrom('trainings')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toTraining(row)
    },
    list: async (limit) => {
      const rows = await query
        .selectFrom('trainings')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toTraining)
    },
    claim: async (token, leaseMs) => {
      const row = await query
        .updateTable('trainings')
        .set({
          lease_token: token,
          lease_until: until(leaseMs),
          attempts: sql<number>`attempts + 1`,
        })
        .where('status', 'in', underWay)
        .where(({ or, eb }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
        .returningAll()
        .executeTakeFirst()
      return row && toTraining(row)
    },
    renew: async (claim, leaseMs) => {
      const { numUpdatedRows } = await heldBy(claim)
        .set({ lease_until: until(leaseMs) })
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
    save: async (claim, changes) => {
      const row = await heldBy(claim).set(columnsOf(changes)).returningAll().executeTakeFirst()
      return row && toTraining(row)
    },
    release: async (claim, pauseMs) => {
      await heldBy(claim)
        .set({ lease_token: null, lease_until: until(pauseMs) })
        .execute()
    },
  }
}

function until(ms: number) {
  return sql<Date>`now() + ${ms} * interval '1 millisecond'`
}

function columnsOf(changes: TrainingChanges) {
  const { status, champion, challenger, runId, dataDigest } = changes
  const { championMap50, challengerMap50 } = changes
  const isOver = status !== undefined && !underWay.some((state) => state === status)
  return {
    updated_at: now,
    // It got on.
    attempts: 0,
    ...(status === undefined ? {} : { status, status_since: now }),
    ...(isOver ? { finished_at: now, lease_token: null, lease_until: null } : {}),
    ...(champion === undefined ? {} : { champion }),
    ...(challenger === undefined ? {} : { challenger }),
    ...(runId === undefined ? {} : { run_id: runId }),
    ...(championMap50 === undefined ? {} : { champion_map50: championMap50 }),
    ...(challengerMap50 === undefined ? {} : { challenger_map50: challengerMap50 }),
    ...(dataDigest === undefined ? {} : { data_digest: dataDigest }),
    ...(changes.heldOut ? { held_out: json(changes.heldOut) } : {}),
    ...(changes.progress ? { progress: json(changes.progress) } : {}),
    ...(changes.evaluation ? { evaluation: json(changes.evaluation) } : {}),
    ...(changes.problem ? { problem: json(changes.problem) } : {}),
  }
}

function json(value: object): string {
  return JSON.stringify(storable(value))
}

function toTraining(row: Selectable<Schema['trainings']>): StoredTraining {
  return {
    id: row.id,
    status: row.status,
    statusSince: row.status_since,
    requestedBy: row.requested_by,
    champion: row.champion ?? undefined,
    challenger: row.challenger ?? undefined,
    runId: row.run_id ?? undefined,
    championMap50: row.champion_map50 ?? undefined,
    challengerMap50: row.challenger_map50 ?? undefined,
    documents: row.documents,
    newDocuments: row.new_documents,
    dataDigest: row.data_digest ?? undefined,
    heldOut: row.held_out ?? [],
    progress: row.progress ?? undefined,
    evaluation: row.evaluation ?? undefined,
    problem: row.problem ?? undefined,
    attempts: row.attempts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at ?? undefined,
  }
}
