import type { AuditAction, AuditOutcome } from '@invoice-ml/contracts'
import { sql } from 'kysely'
import type { Deed } from './audit-trail.ts'
import type { Database } from './database.ts'
import { storableText } from './storable.ts'

export type StoredAudit = Deed & { id: string; at: Date; outcome: AuditOutcome }

export type AuditFilter = {
  actor?: string | undefined
  action?: AuditAction | undefined
  target?: string | undefined
  since?: Date | undefined
  until?: Date | undefined
}

/** The last entry of a page: the next page begins behind it. */
export type AuditCursor = { at: Date; id: string }

/** Entries of the audit trail, newest first. */
export async function listAudit(
  { query }: Database,
  filter: AuditFilter,
  { limit, after }: { limit: number; after?: AuditCursor | undefined },
): Promise<StoredAudit[]> {
  let select = query.selectFrom('audit_log').selectAll()
  if (filter.actor) select = select.where('actor', '=', storableText(filter.actor))
  if (filter.action) select = select.where('action', '=', filter.action)
  if (filter.target) select = select.where('target', '=', storableText(filter.target))
  if (filter.since) select = select.where('at', '>=', filter.since)
  if (filter.until) select = select.where('at', '<', filter.until)
  if (after) select = select.where(sql<boolean>`(at, id) < (${after.at}, ${after.id}::bigint)`)
  const rows = await select.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ target, request_id, address, ...row }) => ({
    ...row,
    target: target ?? undefined,
    requestId: request_id ?? undefined,
    address: address ?? undefined,
  }))
}
