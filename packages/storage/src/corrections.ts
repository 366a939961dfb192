import type { AnnotatedField, Corrections, Reading, SupplierLesson } from '@invoice-ml/contracts'
import { sql } from 'kysely'
import { addAnnotation, type NewAnnotation } from './annotations.ts'
import type { Database } from './database.ts'
import { type CalibrationCurve, readCalibration } from './read-calibration.ts'
import { readingColumns, searchedText } from './reading-columns.ts'
import { storable } from './storable.ts'

export type Correction = {
  jobId: string
  /** The version of the job that was corrected. */
  version: number
  corrections: Corrections
  /** The reading with them. */
  amended: Reading
  /** What they teach; undefined when nothing is learned. */
  lesson: SupplierLesson | undefined
  requestId: string
  /** Where it was said, if not by the API: kept as the document's annotation. */
  said?: Omit<NewAnnotation, 'jobId' | 'state' | 'fields'> | undefined
}

/** What people have corrected, and what was learned from it. */
export type CorrectionStore = {
  /** Keeps all of it, or nothing. False when the job is no longer what was corrected. */
  save: (correction: Correction) => Promise<boolean>
  /** The newest lessons that have any of these keys. */
  findLessons: (keys: string[]) => Promise<SupplierLesson[]>
  /** How far the confidences that were given can be believed. */
  calibration: () => Promise<CalibrationCurve>
}

// A supplier has few forms; those who share a name with many others are not helped by more.
const mostLessons = 20

export function createCorrections(database: Database): CorrectionStore {
  const { query, pool } = database
  return {
    save: (correction) =>
      query.transaction().execute(async (transaction) => {
        const { jobId, version, lesson, requestId } = correction
        const corrections = JSON.stringify(storable(correction.corrections))
        const amended = storable(correction.amended)
        const replaced = await transaction
          .selectFrom('jobs')
          .select('reading')
          .where('id', '=', jobId)
          .where('version', '=', version)
          .where('status', '=', 'completed')
          .forUpdate()
          .executeTakeFirst()
        if (!replaced?.reading) return false
        await transaction
          .updateTable('jobs')
          .set({
            ...readingColumns(amended),
            search_text: sql<string>`search_text || ' ' || ${searchedText(amended)}::text`,
            version: sql<number>`version + 1`,
            updated_at: sql<Date>`now()`,
          })
          .where('id', '=', jobId)
          .execute()
        await transaction
          .insertInto('corrections')
          .values({
            job_id: jobId,
            corrections,
            replaced: JSON.stringify(replaced.reading),
            request_id: requestId,
          })
          .execute()
        await addAnnotation(transaction, {
          ...(correction.said ?? { origin: 'correction', sourceId: 'correction' }),
          jobId,
          state: 'finished',
          fields: annotatedFields(amended),
        })
        await transaction.deleteFrom('supplier_lessons').where('job_id', '=', jobId).execute()
        if (lesson)
          await transaction
            .insertInto('supplier_lessons')
            .values({
              job_id: jobId,
              keys: storable(lesson.keys),
              lesson: JSON.stringify(storable(lesson)),
            })
            .execute()
        return true
      }),
    calibration: () => readCalibration(database),
    findLessons: async (keys) => {
      if (keys.length === 0) return []
      const { rows } = await pool.query<{ lesson: SupplierLesson }>({
        name: 'find-lessons',
        text: `select lesson from supplier_lessons where keys && $1::text[] order by learned_at desc limit ${mostLessons}`,
        values: [storable(keys)],
      })
      return rows.map(({ lesson }) => lesson)
    },
  }
}

/** All of a document that a person has corrected or confirmed. */
function annotatedFields({ fields }: Reading): AnnotatedField[] {
  return fields.map(({ label, value, page, bbox }) => ({ label, value, page, bbox }))
}
