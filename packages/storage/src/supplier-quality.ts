import { sql } from 'kysely'
import type { Database } from './database.ts'

/** How well the documents of a supplier were read within a period; shares from 0 to 1. */
export type SupplierPeriod = { documents: number; meanConfidence: number; correctedShare: number }

export type SupplierQuality = {
  name: string | undefined
  siren: string | undefined
  last30Days: SupplierPeriod
  before: SupplierPeriod
}

type Row = {
  name: string | null
  siren: string | null
  documents: string
  confidence: number
  corrected: number
  documentsBefore: string
  confidenceBefore: number
  correctedBefore: number
}

// Of fewer documents one bad scan would make a drift.
const fewest = 5
const mostSuppliers = 20

/** Suppliers that are read less well than before, worst first: what people correct more, or the reading doubts more. */
export async function readSupplierQuality({ query }: Database): Promise<SupplierQuality[]> {
  const { rows } = await sql<Row>`
    select
      fournisseur_nom as "name",
      fournisseur_siren as "siren",
      documents,
      mean_confidence::float8 as "confidence",
      corrected_share::float8 as "corrected",
      documents_before as "documentsBefore",
      mean_confidence_before::float8 as "confidenceBefore",
      corrected_share_before::float8 as "correctedBefore"
    from api.supplier_quality
    where documents >= ${fewest} and documents_before >= ${fewest}
      and (fournisseur_nom is not null or fournisseur_siren is not null)
      and greatest(corrected_share - corrected_share_before, mean_confidence_before - mean_confidence) > 0
    order by
      greatest(corrected_share - corrected_share_before, mean_confidence_before - mean_confidence) desc,
      documents desc
    limit ${mostSuppliers}`.execute(query)
  return rows.map((row) => ({
    name: row.name ?? undefined,
    siren: row.siren ?? undefined,
    last30Days: {
      documents: Number(row.documents),
      meanConfidence: row.confidence,
      correctedShare: row.corrected,
    },
    before: {
      documents: Number(row.documentsBefore),
      meanConfidence: row.confidenceBefore,
      correctedShare: row.correctedBefore,
    },
  }))
}
