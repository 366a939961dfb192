import { createHash } from 'node:crypto'
import type { FieldLabel } from '@invoice-ml/contracts'
import { keysOfSupplier } from '@invoice-ml/extraction'
import type { AnnotatedDocument, HeldOut } from '@invoice-ml/storage'

/** Which documents are learned from, and on which the two models are compared: no supplier is in both. */
export type Split = { learned: LearnedDocument[]; heldOut: HeldOut[] }

/** A document that is learned from, and the number of its supplier. */
export type LearnedDocument = AnnotatedDocument & { supplier: number }

// Changing it would let models be judged on suppliers that they have learned.
const seed = 'invoice-ml held out 1'

/**
 * Deals annotated documents by supplier. Documents that share any key (SIREN, VAT number, IBAN, name) are of one supplier, and
 * the oldest of them decides by a fixed hash: what was held out stays held out, whatever is annotated later.
 *
 * @param documents the oldest first
 * @param percent of the suppliers to be held out
 */
export function splitSuppliers(documents: AnnotatedDocument[], percent: number): Split {
  const groups = groupBySupplier(documents)
  const out = groups.filter(([oldest]) => oldest && isHeldOut(keysOf(oldest)[0], percent))
  return {
    learned: groups.flatMap((group, supplier) =>
      out.includes(group) ? [] : group.map((document) => ({ ...document, supplier })),
    ),
    heldOut: out.flatMap((group, supplier) =>
      group.map(({ jobId }) => ({ job_id: jobId, supplier })),
    ),
  }
}

function isHeldOut(key: string | undefined, percent: number): boolean {
  const digest = createHash('sha256').update(`${seed} ${key}`).digest()
  return digest.readUInt32BE(0) % 100 < percent
}

/** Documents by supplier; groups and documents stay in the order in which they came. */
function groupBySupplier(documents: AnnotatedDocument[]): AnnotatedDocument[][] {
  const groups: { keys: Set<string>; documents: AnnotatedDocument[] }[] = []
  for (const document of documents) {
    const keys = keysOf(document)
    const [first, ...others] = groups.filter((group) => keys.some((key) => group.keys.has(key)))
    if (!first) {
      groups.push({ keys: new Set(keys), documents: [document] })
      continue
    }
    // What looked like several suppliers turns out to be one.
    for (const other of others) {
      for (const key of other.keys) first.keys.add(key)
      first.documents.push(...other.documents)
      groups.splice(groups.indexOf(other), 1)
    }
    for (const key of keys) first.keys.add(key)
    first.documents.push(document)
  }
  return groups.map((group) => group.documents)
}

/** A document without any name is a supplier of its own. */
function keysOf({ jobId, fields }: AnnotatedDocument): string[] {
  const values = new Map<FieldLabel, string>(fields.map(({ label, value }) => [label, value]))
  const keys = keysOfSupplier(values)
  return keys.length > 0 ? keys : [jobId]
}
