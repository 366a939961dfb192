import type { Party } from '../candidates/party-lines.ts'
import { learnedScore, type RankerWeights } from '../ranking/learned-score.ts'
import { lettersOf } from './page-facts.ts'
import { type SellerContext, sellerFeatures } from './seller-features.ts'
import { sellerWeights } from './seller-weights.ts'

/** Who sells and who buys. */
export type Sides = { supplier: Party | undefined; client: Party | undefined }

// Below this, an address belongs to a footer or a payment slip.
const lowestClient = 0.6

/** Seller and buyer among the parties of the first page that has any. */
export function chooseSides(context: SellerContext, learned?: RankerWeights['seller']): Sides {
  const here = partiesOfFirstPage(context)
  const scores = new Map(
    here.map((party) => {
      const { score, facts } = rateSeller(party, context)
      return [party, score + learnedScore(facts, learned)]
    }),
  )
  const scoreOf = (party: Party) => scores.get(party) ?? 0
  const [supplier] = here.filter(maySell).sort((a, b) => scoreOf(b) - scoreOf(a))
  const others = here
    .filter((party) => party !== supplier && party.role !== 'supplier' && party.name)
    .filter((party) => !supplier || !isSame(party, supplier))
    .sort((a, b) => scoreOf(a) - scoreOf(b))
  const inHead = others.filter(({ block }) => block.box.y < lowestClient)
  const client =
    others.find(({ role }) => role === 'client') ??
    // Who gets the goods is the buyer where no other is named.
    inHead.find(({ role }) => role === 'unknown') ??
    inHead[0]
  return { supplier, client }
}

/** The parties of the first page that has any. */
export function partiesOfFirstPage({ parties }: SellerContext): Party[] {
  const page = parties[0]?.block.page
  return parties.filter(({ block }) => block.page === page)
}

/** Whether nothing names a party as another's. */
export function maySell({ role }: Party): boolean {
  return role === 'supplier' || role === 'unknown'
}

/** What speaks for a party being the seller, and its score by the built-in weights. */
export function rateSeller(party: Party, context: SellerContext) {
  const facts = sellerFeatures(party, context)
  return { facts, score: learnedScore(facts, sellerWeights) }
}

/** Whether two blocks are of one party: they have its name, or its address to the end of the shorter. */
function isSame(a: Party, b: Party): boolean {
  const [left, other] = [a, b].map(({ name }) => lettersOf(name?.value ?? ''))
  const [shorter = '', longer = ''] = [a, b]
    .map(({ address }) => lettersOf(address?.value ?? ''))
    .sort((one, two) => one.length - two.length)
  return (left !== '' && left === other) || (shorter !== '' && longer.startsWith(shorter))
}
