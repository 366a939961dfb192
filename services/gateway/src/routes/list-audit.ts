import { type AuditEntry, listAudit as listAuditOperation } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import { type Database, listAudit, type StoredAudit } from '@invoice-ml/storage'
import type { Express } from 'express'
import { z } from 'zod'
import { readPosition, writePosition } from '../cursor.ts'

const EntryId = z.string().regex(/^\d{1,18}$/)

/** GET /audit: who did what. */
export function addListAudit(app: Express, { database }: { database: Database }): void {
  route(app, listAuditOperation, async ({ query }) => {
    const { actor, action, target, limit } = query
    const filter = {
      actor,
      action,
      target,
      since: query.since === undefined ? undefined : new Date(query.since),
      until: query.until === undefined ? undefined : new Date(query.until),
    }
    const after = query.cursor === undefined ? undefined : readPosition(query.cursor, EntryId)
    // One more than asked for tells whether there is a next page.
    const found = await listAudit(database, filter, { limit: limit + 1, after })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const next_cursor = last && found.length > page.length ? writePosition(last) : undefined
    return { status: 200, body: { entries: page.map(present), next_cursor } }
  })
}

function present(entry: StoredAudit): AuditEntry {
  const { at, actor, action, target, outcome, requestId, address } = entry
  return { at: at.toISOString(), actor, action, target, outcome, request_id: requestId, address }
}
