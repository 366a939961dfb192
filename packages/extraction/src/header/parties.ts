import type { FieldLabel, Reading } from '@invoice-ml/contracts'
import type { IdentifierCandidate } from '../candidates/identifier.ts'
import { findParties } from '../candidates/parties.ts'
import type { PartyText } from '../candidates/party-lines.ts'
import type { Found } from '../found.ts'
import type { Row } from '../lines.ts'
import type { RankerWeights } from '../ranking/learned-score.ts'
import { chooseName } from './choose-name.ts'
import { chooseSides, type Sides } from './choose-sides.ts'
import { assignIdentifiers } from './identifier-sides.ts'
import { lettersOf, readFacts } from './page-facts.ts'
import type { SellerContext } from './seller-features.ts'
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
