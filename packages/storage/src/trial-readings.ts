import type { Problem, Reading } from '@invoice-ml/contracts'
import type { Database } from './database.ts'
import { storable } from './storable.ts'

/** Which reading of which document: by a model that does not serve, and what for. */
export type TrialKey = { modelVersion: string; jobId: string; purpose: 'evaluation' | 'shadow' }

/** What came of it: a reading, or why there is none. */
export type TrialOutcome = { reading: Reading; durationMs: number } | { problem: Problem }

/** Readings of models that do not serve, on documents of jobs. They go with their jobs. */
export type TrialReadings = {
  /** Whether the document was read; one that could not be may be tried again. */
  isRead: (key: TrialKey) => Promise<boolean>
  /** Replaces what came of it before. Nothing is kept of a job that was deleted. */
  put: (key: TrialKey, outcome: TrialOutcome) => Promise<void>
  /** The model that a training wants to be watched beside real traffic; undefined when there is none. */
  findChallenger: () => Promise<string | undefined>
}

export function createTrialReadings({ query, pool }: Database): TrialReadings {
  return {
    isRead: async ({ modelVersion, jobId, purpose }) => {
      const row = await query
        .selectFrom('trial_readings')
        .select('job_id')
        .where('model_version', '=', modelVersion)
        .where('job_id', '=', jobId)
        .where('purpose', '=', purpose)
        .where('reading', 'is not', null)
        .executeTakeFirst()
      return row !== undefined
    },
    put: async ({ modelVersion, jobId, purpose }, outcome) => {
      const text = (value: unknown) => JSON.stringify(storable(value))
      const columns =
        'reading' in outcome
          ? [text(outcome.reading), null, Math.round(outcome.durationMs)]
          : [null, text(outcome.problem), null]
      await pool.query(putReading, [modelVersion, jobId, purpose, ...columns])
    },
    findChallenger: async () => {
      const row = await query
        .selectFrom('trainings')
        .select('challenger')
        .where('status', '=', 'shadowing')
        .where('challenger', 'is not', null)
        .executeTakeFirst()
      return row?.challenger ?? undefined
    },
  }
}

const putReading = `
  insert into trial_readings (model_version, job_id, purpose, reading, problem, duration_ms)
  select $1, id, $3, $4::json, $5::jsonb, $6::integer from jobs where id = $2
  on conflict (model_version, job_id, purpose) do update
  set reading = excluded.reading, problem = excluded.problem, duration_ms = excluded.duration_ms, created_at = now()`
