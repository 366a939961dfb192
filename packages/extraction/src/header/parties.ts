import type { FieldLabel, Reading } from '@invoice-ml/contracts'
import type { IdentifierCandidate } from '../candidates/identifier.ts'
import { findParties } from '../candidates/parties.ts'
import type { PartyText } from '../candidates/party-lines.ts'
import type { Found } from '../found.ts'
import { right } from '../geometry.ts'
import type { Row } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import type { RankerWeights } from '../ranking/learned-score.ts'
import { agreeCompanies } from './agree-companies.ts'
import { chooseName } from './choose-name.ts'
import { chooseSides, type Sides } from './choose-sides.ts'
import { lettersOf, readFacts } from './page-facts.ts'
import { apart, type SellerContext } from './seller-features.ts'
import { readShopAddress } from './shop-address.ts'

/** What is known of a document when its parties are looked for. */
export type PartyContext = {
  rows: Row[]
  identifiers: IdentifierCandidate[]
  kind: Reading['kind']
}

/** Who sells and who buys: names, addresses, and the identifiers that belong to each. */
export function chooseParties(context: PartyContext, learned: RankerWeights = {}): Found[] {
  const { rows, identifiers, kind } = context
  const { sides, isShop, taken } = findSides(context, learned.seller)
  const name = chooseName({ supplier: sides.supplier, rows, isShop }, taken, learned.name)
  const shop = isShop && name ? readShopAddress(rows, name.text) : undefined
  const supplierAddress = chooseAddress(sides.supplier?.address, shop, kind)
  const found: Found[] = []
  add(found, 'fournisseur_nom', name?.text, name?.probability ?? 0)
  add(found, 'fournisseur_adresse', supplierAddress, sides.supplier ? 0.7 : 0.5)
  const sure = sides.client?.role === 'client' ? 0.8 : 0.55
  add(found, 'client_nom', sides.client?.name, sure)
  add(found, 'client_adresse', sides.client?.address, sure)
  return [...found, ...assignIdentifiers(identifiers, sides, rows)]
}

/** Seller and buyer, whether it is a shop that sells, and the pieces that belong to others than the seller. */
export function findSides(
  { rows, identifiers, kind }: PartyContext,
  learned?: RankerWeights['seller'],
) {
  const parties = findParties(rows)
  const context: SellerContext = { parties, identifiers, rows, facts: readFacts(rows) }
  const sides: Sides =
    kind === 'receipt'
      ? { supplier: parties.find(({ role }) => role !== 'client'), client: undefined }
      : chooseSides(context, learned)
  const others = parties.filter((party) => party !== sides.supplier && party.role !== 'supplier')
  return {
    context,
    sides,
    taken: new Set(others.flatMap(({ block }) => block.segments)),
    isShop: kind === 'receipt' || (!sides.client && sides.supplier?.role !== 'supplier'),
  }
}

/** Of a receipt, what stands below the name; else that only where it says all that the block says, and more. */
function chooseAddress(
  ofBlock: PartyText | undefined,
  belowName: PartyText | undefined,
  kind: Reading['kind'],
): PartyText | undefined {
  if (kind === 'receipt' || !ofBlock) return belowName ?? ofBlock
  const says = lettersOf(belowName?.value ?? '').includes(lettersOf(ofBlock.value))
  return says ? belowName : ofBlock
}

function add(found: Found[], label: FieldLabel, text: PartyText | undefined, evidence: number) {
  if (!text || text.value === '') return
  const { value, raw, page, box, words } = text
  found.push({ label, value, raw, page, box, words, evidence })
}

const clientCaption =
  /\b(client|customer|votre|your|buyer|kunde\w*|ihre|cliente|destinatario|acheteur|klant|uw|cessionario)\b/

// Said to clients, of the supplier.
const notOfClient =
  /\b(service clients?|customer (service|care|support)|(votre|your|ihr|ihre|uw) (confiance|paiement|reglement|commande|business|trust|order|payment|vertrauen|bestellung|zahlung|vertrouwen))\b/g

// An account that is debited is the client's, unless one may choose to pay into it.
const debited =
  /\b(preleve\w*|prelevement|votre compte|mandat (sepa|de prelevement)|lastschrift\w*|ihrem konto|abgebucht|direct debit|your account|domiciliation|domiciliacion|addebito|automatische incasso)\b/
const paidInto = /\b(virement|uberweis\w*|transfer|bonifico|transferencia|overschrijving)\b/

// What stands below is about who wrote the page.
const footer = 0.82

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
    if (candidate.kind === 'iban' || candidate.kind === 'bic') {
      if (!isOfClient(captionOf(candidate, rows))) keep(candidate, 'fournisseur', sure)
    } else {
      const side = sideOf(candidate, sides, rows)
      if (isSpare(candidate, side, found)) continue
      keep(candidate, side, sure)
    }
  }
  const other = otherVat(identifiers, found)
  if (other) keep(other, 'client', 0.5)
  return agreeCompanies([...found.values()])
}

/** The one VAT number beside the supplier's, while the client has none: many who sell have several, but print more or at the foot. */
function otherVat(identifiers: IdentifierCandidate[], found: Map<FieldLabel, Found>) {
  const own = found.get('fournisseur_tva')?.value
  if (own === undefined || found.has('client_tva')) return undefined
  const others = identifiers.filter(
    ({ kind, isValid, value }) => kind === 'vat' && isValid && value !== own,
  )
  const [other] = others
  const isAlone = new Set(others.map(({ value }) => value)).size === 1
  return other && isAlone && other.span.box.y <= footer ? other : undefined
}

/** What is known already, printed once more. */
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

/** Whether the account that this introduces is debited. */
function isOfClient(caption: string): boolean {
  return debited.test(caption) && !paidInto.test(caption)
}

/** What stands before an identifier in its row. */
function captionOf({ span }: IdentifierCandidate, rows: Row[]): string {
  const before = span.segment.words.slice(0, span.start).map(({ text }) => text)
  const left = rows[span.row]?.segments.find(({ box }) => right(box) <= span.segment.box.x + 0.005)
  return normalise([left?.text ?? '', ...before].join(' '))
}

function sideOf(candidate: IdentifierCandidate, { supplier, client }: Sides, rows: Row[]): Side {
  const { span } = candidate
  const caption = captionOf(candidate, rows).replaceAll(notOfClient, '')
  if (clientCaption.test(caption.slice(-45))) return 'client'
  if (span.box.y > footer) return 'fournisseur'
  if (!client) return 'fournisseur'
  const toClient = client.block.page === span.page ? apart(span.box, client) : 2
  const toSupplier = supplier?.block.page === span.page ? apart(span.box, supplier) : 2
  // Between the two, what stands below an address belongs to it.
  return toClient < toSupplier && toClient < 0.15 ? 'client' : 'fournisseur'
}
