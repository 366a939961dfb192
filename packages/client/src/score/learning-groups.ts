import type { FieldLabel } from '@invoice-ml/contracts'
import type { Truth } from '@invoice-ml/scoring'

/** Documents of one supplier: those that may be corrected, and those that are only read. */
export type Supplier = { fed: string[]; kept: string[] }

/**
 * The suppliers of a folder, each with the half of its documents that may be corrected (the larger one), by file name. The same
 * invoice in another rendering is not another document. A document without a supplier's name is a supplier of its own.
 */
export function suppliersOf(truths: Map<string, Truth>): Supplier[] {
  const groups = Map.groupBy(truths.keys(), (name) => keyOf(truths.get(name)) || name)
  return [...groups.values()].map((names) => {
    const distinct = names.filter(
      (name, index) =>
        !names.slice(0, index).some((other) => isSameInvoice(truths.get(other), truths.get(name))),
    )
    const half = Math.ceil(distinct.length / 2)
    return { fed: distinct.slice(0, half), kept: distinct.slice(half) }
  })
}

/** Suppliers that are corrected, those read as badly that are not, and the others. */
export type Dealt = { corrected: Supplier[]; left: Supplier[]; others: Supplier[] }

/**
 * Deals suppliers by how badly they are read, judged by the half that may be corrected and never by the other one: the worst is
 * corrected, the next one left as it is as long as enough others remain, and so on until so many documents are corrected. Of
 * equal ones those of which there is another document to read come first.
 *
 * @param f1Of of documents, 0 to 1
 */
export function dealByWeakness(
  suppliers: Supplier[],
  documents: number,
  f1Of: (names: string[]) => number,
): Dealt {
  const weakest = suppliers
    .map((supplier) => ({ supplier, f1: f1Of(supplier.fed) }))
    .sort((a, b) => a.f1 - b.f1 || b.supplier.kept.length - a.supplier.kept.length)
    .map(({ supplier }) => supplier)
  const dealt: Dealt = { corrected: [], left: [], others: [] }
  let count = 0
  let spare = countFed(suppliers) - documents
  for (const [rank, supplier] of weakest.entries()) {
    if (count >= documents) dealt.others.push(supplier)
    else if (rank % 2 === 1 && supplier.fed.length <= spare) {
      dealt.left.push(supplier)
      spare -= supplier.fed.length
    } else {
      dealt.corrected.push(supplier)
      count += supplier.fed.length
    }
  }
  return dealt
}

/** Documents that may be corrected. */
export function countFed(suppliers: Supplier[]): number {
  return suppliers.reduce((sum, { fed }) => sum + fed.length, 0)
}

function keyOf(truth: Truth | undefined): string {
  return wordsOf(truth?.fields.fournisseur_nom)
}

/** Letters and digits alone. */
export function wordsOf(value: unknown): string {
  return String(value ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Whether two documents are one invoice: number, date and total are the same. */
export function isSameInvoice(a: Truth | undefined, b: Truth | undefined): boolean {
  const same = (label: FieldLabel) => wordsOf(a?.fields[label]) === wordsOf(b?.fields[label])
  return same('numero_facture') && same('date_facture') && same('montant_ttc')
}
