import { createId } from '@invoice-ml/contracts'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { storableText } from './storable.ts'

/** A model that is to be tried. */
export type ModelCheck = { id: string; modelVersion: string }

/** What a worker says of a model: why it cannot be used there, or nothing when it can. */
export type ModelCheckAnswer = { workerId: string; refusal: string | undefined }

/** Has the workers try models before they may serve: each looks here, and answers for itself. */
export type ModelChecks = {
  /** Asks every worker; who has not answered in the time need not. */
  ask: (modelVersion: string, timeoutMs: number) => Promise<ModelCheck>
  /** What this worker has not answered yet. */
  open: (workerId: string) => Promise<ModelCheck[]>
  /** Answers once; what is said again later is left out. */
  answer: (check: ModelCheck, answer: ModelCheckAnswer) => Promise<void>
  answersTo: (check: ModelCheck) => Promise<ModelCheckAnswer[]>
  /** Nobody needs to answer any more. */
  close: (check: ModelCheck) => Promise<void>
}

const maxRefusal = 1_000

export function createModelChecks({ query }: Database): ModelChecks {
  return {
    ask: async (modelVersion, timeoutMs) => {
      const id = createId('check')
      await query
        .insertInto('model_checks')
        .values({
          id,
          model_version: modelVersion,
          expires_at: sql<Date>`now() + ${timeoutMs} * interval '1 millisecond'`,
        })
        .execute()
      return { id, modelVersion }
    },
    open: async (workerId) => {
      const rows = await query
        .selectFrom('model_checks')
        .select(['id', 'model_version'])
        .where('expires_at', '>', sql<Date>`now()`)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('model_check_answers')
                .select('check_id')
                .whereRef('check_id', '=', 'model_checks.id')
                .where('worker_id', '=', workerId),
            ),
          ),
        )
        .orderBy('created_at')
        .execute()
      return rows.map((row) => ({ id: row.id, modelVersion: row.model_version }))
    },
    answer: async ({ id }, { workerId, refusal }) => {
      await query
        .insertInto('model_check_answers')
        .columns(['check_id', 'worker_id', 'refusal'])
        .expression((eb) =>
          // Closed meanwhile: nobody wants to know.
          eb
            .selectFrom('model_checks')
            .select([
              'id',
              sql<string>`${workerId}::text`.as('worker_id'),
              sql<
                string | null
              >`${refusal === undefined ? null : storableText(refusal).slice(0, maxRefusal)}::text`.as(
                'refusal',
              ),
            ])
            .where('id', '=', id),
        )
        .onConflict((conflict) => conflict.columns(['check_id', 'worker_id']).doNothing())
        .execute()
    },
    answersTo: async ({ id }) => {
      const rows = await query
        .selectFrom('model_check_answers')
        .select(['worker_id', 'refusal'])
        .where('check_id', '=', id)
        .execute()
      return rows.map((row) => ({ workerId: row.worker_id, refusal: row.refusal ?? undefined }))
    },
    close: async ({ id }) => {
      // With those whose asker died before it could.
      await query
        .deleteFrom('model_checks')
        .where(({ or, eb }) =>
          or([eb('id', '=', id), eb('expires_at', '<', sql<Date>`now() - interval '1 hour'`)]),
        )
        .execute()
    },
  }
}
