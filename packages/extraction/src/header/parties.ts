import type { FieldLabel, Reading } from '@invoice-ml/contracts'
import type { IdentifierCandidate } from '../candidates/identifiers.ts'
import { findLabelledParties } from '../candidates/labelled-parties.ts'
import { findParties } from '../candidates/parties.ts'
import type { Party, PartyText } from '../candidates/party-lines.ts'
import type { Found } from '../found.ts'
import { bottom, right } from '../geometry.ts'
import type { Row } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { readLetterhead } from './letterhead.ts'

type Sides = { supplier: Party | undefined; client: Party | undefined }

/** Who sells and who buys: names, addresses, and the identifiers that belong to each. */
export function chooseParties(
  rows: Row[],
  identifiers: IdentifierCandidate[],
  kind: Reading['kind'],
): Found[] {
  const labelled = findLabelledParties(rows)
  const parties = labelled.length > 1 ? labelled : findParties(rows)
  const sides = chooseSides(parties, identifiers, kind)
  const others = parties.filter((party) => party !== sides.supplier && party.role !== 'supplier')
  const letterhead = readLetterhead(rows, others, kind)
  const found: Found[] = []
  const isTold = sides.supplier?.role === 'supplier'
  // A receipt begins with the shop, and a company that heads the page writes the invoice.
  const isHeaded = !isTold && (kind === 'receipt' || letterhead.isCompany)
  const names = [sides.supplier?.name, letterhead.name]
  const supplierName = (isHeaded ? names.reverse() : names).find(Boolean)
  const supplierAddress = sides.supplier?.address ?? letterhead.address
  add(found, 'fournisseur_nom', supplierName, sides.supplier ? 0.7 : 0.5)
  add(found, 'fournisseur_adresse', supplierAddress, sides.supplier ? 0.7 : 0.5)
  const sure = sides.client?.role === 'client' ? 0.8 : 0.55
  add(found, 'client_nom', sides.client?.name, sure)
  add(found, 'client_adresse', sides.client?.address, sure)
  return [...found, ...assignIdentifiers(identifiers, sides, rows)]
}

function add(found: Found[], label: FieldLabel, text: PartyText | undefined, evidence: number) {
  if (!text || text.value === '') return
  const { value, raw, page, box, words } = text
  found.push({ label, value, raw, page, box, words, evidence })
}

function chooseSides(
  parties: Party[],
  identifiers: IdentifierCandidate[],
  kind: Reading['kind'],
): Sides {
  const [firstPage] = parties.map(({ block }) => block.page)
  const here = parties.filter(({ block }) => block.page === firstPage)
  const ofSeller = here.filter(({ role }) => role === 'supplier' || role === 'unknown')
  if (kind === 'receipt') return { supplier: ofSeller[0], client: undefined }
  const client = here.find(({ role, name }) => role === 'client' && name)
  const others = ofSeller.filter((party) => !isSameName(party, client))
  const supplier =
    others.find(({ role, name }) => role === 'supplier' && name) ??
    mostIdentified(others, identifiers) ??
    others.find(({ name }) => name) ??
    others[0]
  const rest = here.filter(
    (party) => party !== supplier && party.role !== 'supplier' && !isSameName(party, supplier),
  )
  const inHead = rest.filter(({ name, block }) => name && block.box.y < 0.6)
  // Who gets the goods is the buyer where no other is named.
  return { supplier, client: client ?? inHead.find(isNoRecipient) ?? inHead[0] }
}

function isNoRecipient({ role }: Party): boolean {
  return role !== 'recipient'
}

function isSameName(a: Party, b: Party | undefined): boolean {
  const [left, other] = [a.name?.value, b?.name?.value]
  return left !== undefined && other !== undefined && normalise(left) === normalise(other)
}

/** The party right beside the bank account or the register number, which the seller prints. */
function mostIdentified(parties: Party[], identifiers: IdentifierCandidate[]): Party | undefined {
  const own = identifiers.filter(({ kind }) => kind === 'siret' || kind === 'vat')
  return parties.find(
    (party) =>
      party.name &&
      own.some(({ span }) => distance(span.box, party) < 0.03 && span.page === party.block.page),
  )
}

function distance(box: { x: number; y: number; width: number; height: number }, { block }: Party) {
  const apartX = Math.max(0, block.box.x - right(box), box.x - right(block.box))
  const apartY = Math.max(0, block.box.y - bottom(box), box.y - bottom(block.box))
  return Math.hypot(apartX, apartY)
}

const clientCaption =
  /\b(client|customer|votre|your|buyer|kunde\w*|ihre|cliente|destinatario|acheteur|klant|uw|cessionario)\b/

type Side = 'fournisseur' | 'client'

function assignIdentifiers(identifiers: IdentifierCandidate[], sides: Sides, rows: Row[]): Found[] {
  const found = new Map<FieldLabel, Found>()
  const keep = (candidate: IdentifierCandidate, side: Side, evidence: number) => {
    const label = labelOf(candidate.kind, side)
    const known = label && found.get(label)
    if (!label || (known && known.evidence >= evidence)) return
    const { span, value, isRepaired } = candidate
    const { page, box, words, text } = span
    found.set(label, { label, value, raw: text, page, box, words, evidence, isRepaired })
  }
  for (const candidate of identifiers) {
    const sure = (candidate.isValid ? 0.85 : 0.55) + (candidate.isNamed ? 0.1 : 0)
    if (candidate.kind === 'iban' || candidate.kind === 'bic') keep(candidate, 'fournisseur', sure)
    else {
      const side = sideOf(candidate, sides, rows)
      if (isSpare(candidate, side, found)) continue
      keep(candidate, side, sure)
    }
  }
  return [...found.values()]
}

/** A second number of the supplier that differs from its first: the client's, when it has none yet. */
function isSpare(candidate: IdentifierCandidate, side: Side, found: Map<FieldLabel, Found>) {
  const label = labelOf(candidate.kind, side)
  const known = label && found.get(label)
  return known !== undefined && known.value === candidate.value
}

function labelOf(kind: IdentifierCandidate['kind'], side: Side): FieldLabel | undefined {
  if (kind === 'iban' || kind === 'bic')
    return side === 'fournisseur' ? `fournisseur_${kind}` : undefined
  return `${side}_${kind === 'vat' ? 'tva' : kind}`
}

function sideOf({ span }: IdentifierCandidate, { supplier, client }: Sides, rows: Row[]): Side {
  const before = span.segment.words.slice(0, span.start).map(({ text }) => text)
  const left = rows[span.row]?.segments.find(({ box }) => right(box) <= span.segment.box.x + 0.005)
  const caption = normalise([left?.text ?? '', ...before].join(' '))
  if (clientCaption.test(caption.slice(-45))) return 'client'
  if (span.box.y > 0.82) return 'fournisseur'
  if (!client) return 'fournisseur'
  const toClient = client.block.page === span.page ? distance(span.box, client) : 2
  const toSupplier = supplier?.block.page === span.page ? distance(span.box, supplier) : 2
  // Between the two, what stands below an address belongs to it.
  return toClient < toSupplier && toClient < 0.15 ? 'client' : 'fournisseur'
}
