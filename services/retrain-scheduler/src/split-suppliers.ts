import { createHash } from 'node:crypto'
import type { FieldLabel } from '@invoice-ml/contracts'
import { keysOfSupplier } from '@invoice-ml/extraction'
import type { AnnotatedDocument, HeldOut, SupplierDecision } from '@invoice-ml/storage'

/** Which documents are learned from, and on which the two models are compared: no supplier is in both. */
export type Split = {
  learned: LearnedDocument[]
  heldOut: HeldOut[]
  /** What is decided of suppliers that was not before. */
  decisions: SupplierDecision[]
}

/** A document that is learned from, and the number of its supplier. */
export type LearnedDocument = AnnotatedDocument & { supplier: number }

// Changing it would let models be judged on suppliers that they have learned.
const seed = 'invoice-ml held out 1'

type Policy = {
  /** Of the suppliers, to be held out. */
  percent: number
  /** What was decided earlier, the oldest first. */
  decided: SupplierDecision[]
}

/**
 * Deals annotated documents by supplier. Documents that share any key (SIREN, VAT number, IBAN, name) are of one supplier. The
 * oldest decision about any of its keys counts, whatever is annotated later; without one the oldest document decides by a fixed
 * hash.
 *
 * @param documents the oldest first
 */
export function splitSuppliers(
  documents: AnnotatedDocument[],
  { percent, decided }: Policy,
): Split {
  const groups = groupBySupplier(documents)
  const former = new Map(decided.map((decision, age) => [decision.keyDigest, { ...decision, age }]))
  const out: AnnotatedDocument[][] = []
  const decisions: SupplierDecision[] = []
  for (const group of groups) {
    const digests = [...new Set(group.flatMap((document) => keysOf(document).map(digestOf)))]
    const [first = ''] = digests
    const known = digests.flatMap((digest) => former.get(digest) ?? [])
    const [oldest] = known.toSorted((a, b) => a.age - b.age)
    const isHeldOut = oldest?.isHeldOut ?? isDrawn(first, percent)
    if (isHeldOut) out.push(group)
    for (const keyDigest of digests)
      if (former.get(keyDigest)?.isHeldOut !== isHeldOut) decisions.push({ keyDigest, isHeldOut })
  }
  return {
    decisions,
    learned: groups.flatMap((group, supplier) =>
      out.includes(group) ? [] : group.map((document) => ({ ...document, supplier })),
    ),
    heldOut: out.flatMap((group, supplier) =>
      group.map(({ jobId }) => ({ job_id: jobId, supplier })),
    ),
  }
}

function digestOf(key: string): string {
  return createHash('sha256').update(`${seed} ${key}`).digest('hex')
}

function isDrawn(digest: string, percent: number): boolean {
  return Number.parseInt(digest.slice(0, 8), 16) % 100 < percent
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

/** A document without any name is a supplier of its own, and stays what it was when its name becomes known. */
function keysOf({ jobId, fields }: AnnotatedDocument): string[] {
  const values = new Map<FieldLabel, string>(fields.map(({ label, value }) => [label, value]))
  return [...keysOfSupplier(values), jobId]
}
