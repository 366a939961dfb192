import type { FieldLabel, JobStatus } from '@invoice-ml/contracts'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { columnsButReading, type StoredJob, toStoredJob } from './job-row.ts'
import { storableText } from './storable.ts'

export type JobFilter = {
  status?: JobStatus | undefined
  createdAfter?: Date | undefined
  createdBefore?: Date | undefined
  needsReview?: boolean | undefined
  externalId?: string | undefined
  batchId?: string | undefined
  /** A part of the supplier's name. */
  supplier?: string | undefined
  /** A part of the file's name, the external id, the parties' names or the numbers. */
  text?: string | undefined
}

/** Where the previous page ended. */
export type JobCursor = { createdAt: Date; id: string }

/** What a list shows of a job that was read. */
export type ReadingSummary = {
  supplier: string | undefined
  number: string | undefined
  total: string | undefined
  overallConfidence: number
  needsReview: boolean
}

/** A job whose reading stayed where it is; `summary` tells of it once there is one. */
export type ListedJob = StoredJob & { summary: ReadingSummary | undefined }

type Page = { limit: number; after?: JobCursor | undefined }

/** Newest first, after the cursor. */
export async function listJobs(
  database: Database,
  filter: JobFilter,
  page: Page,
): Promise<StoredJob[]> {
  return (await selectJobs(database, filter, page).execute()).map(toStoredJob)
}

/** The same without the readings, which are long and stay where they are. */
export async function listSummaries(
  database: Database,
  filter: JobFilter,
  page: Page,
): Promise<ListedJob[]> {
  const rows = await selectJobs(database, filter, page)
    .clearSelect()
    .select(columnsButReading)
    .select(['supplier', 'overall_confidence', 'needs_review'])
    .select([firstValue('numero_facture').as('number'), firstValue('montant_ttc').as('total')])
    .execute()
  return rows.map((row) => {
    const { supplier, number, total, overall_confidence, needs_review } = row
    const summary = overall_confidence !== null && {
      supplier: supplier ?? undefined,
      number: number ?? undefined,
      total: total ?? undefined,
      overallConfidence: overall_confidence,
      needsReview: needs_review ?? false,
    }
    return { ...toStoredJob({ ...row, reading: null }), summary: summary || undefined }
  })
}

/** The first value of a field, looked up where the reading lies. */
function firstValue(label: FieldLabel) {
  return sql<string | null>`(
    select field.value from json_to_recordset(reading -> 'fields') as field (label text, value text)
    where field.label = ${label} limit 1)`
}

/** The query of a list: its cost must not grow with what is stored. */
export function selectJobs({ query }: Database, filter: JobFilter, { limit, after }: Page) {
  let select = query.selectFrom('jobs').selectAll()
  if (filter.status) select = select.where('status', '=', filter.status)
  if (filter.createdAfter) select = select.where('created_at', '>=', filter.createdAfter)
  if (filter.createdBefore) select = select.where('created_at', '<', filter.createdBefore)
  // Only what is read can need a look; so said, the index of what does is used.
  if (filter.needsReview !== undefined)
    select = select.where('needs_review', '=', filter.needsReview).where('status', '=', 'completed')
  if (filter.externalId) select = select.where('external_id', '=', storableText(filter.externalId))
  if (filter.batchId) select = select.where('batch_id', '=', filter.batchId)
  if (filter.supplier) select = select.where('supplier', 'ilike', containing(filter.supplier))
  if (filter.text)
    select = select.where('search_text', 'like', containing(filter.text.toLowerCase()))
  if (after)
    select = select.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id})`)
  return select.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit)
}

function containing(text: string): string {
  return `%${storableText(text).replaceAll(/[\\%_]/g, '\\$&')}%`
}
