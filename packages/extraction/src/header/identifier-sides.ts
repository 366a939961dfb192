import type { FieldLabel } from '@invoice-ml/contracts'
import type { IdentifierCandidate } from '../candidates/identifier.ts'
import type { Span } from '../candidates/span.ts'
import type { Found } from '../found.ts'
import { right, sharedWidth } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { agreeCompanies } from './agree-companies.ts'
import type { Sides } from './choose-sides.ts'
import { apart } from './seller-features.ts'

// « Merci de votre visite - SIRET … » is about the supplier: "yours" is a number that is called so.
const numberWords = String.raw`(?:n[o°r]?|num\w*|number|code|ident\w*|company|europe\w*|eu|eg|ue|uk|de|d'|of|a|la)\.?`
const numberNames =
  String.raw`(?:sire[nt]|rcs|t\.?v\.?a|intracom|d'entreprise|v\.?a\.?t|gst|tax|reg(?:istration|\.)? n|ust|umsatzst|mwst|steuer|uid|` +
  String.raw`btw|onderneming|kvk|i\.?v\.?a|nif|cif|id\b|` +
  // Not « votre fiscalité », "uw fiscale partner".
  String.raw`(?<=\b(?:n[o°]|num\w*|code|ident\w*)\.? )fiscale?\b)`
const clientCaption = new RegExp(
  String.raw`\b(client|customer|buyer|kunde\w*|cliente|destinatario|acheteur|klant|cessionario|` +
    `(votre|your|ihre|uw)(?= (?:${numberWords}[ -]?){0,5}${numberNames}))\\b`,
  'g',
)

// Said by suppliers of what is theirs.
const ownCaption =
  /\b(unsere?|notre|our|nuestr[oa]|nostr[oa]|onze?)\b(?!.*\b(client|customer|kunde\w*|cliente|klant)\b)/g

// Said to clients, of the supplier.
const notOfClient = /\b(service clients?|customer (service|care|support))\b/g

// An account that is debited is the client's, unless one may choose to pay into it.
const debited =
  /\b(preleve\w*|prelevement|(sur|de) votre compte(?! client)|mandat (sepa|de prelevement)|lastschrift\w*|(von|auf) ihrem konto|abgebucht|direct debit|(from|debit\w*|charge\w*) your account|domiciliacion de su cuenta|addebito|automatische incasso)\b/
// Of these, what a line of its own says; how one may pay stands above any account.
const debitedBelow =
  /\b((sur|de) votre compte(?! client)|(von|auf) ihrem konto|abgebucht|(from|debit\w*|charge\w*) your account|de su cuenta|addebit\w*)\b/
const paidInto = /\b(virement|uberweis\w*|transfer|bonifico|transferencia|overschrijving)\b/

// What stands below is about who wrote the page.
const footer = 0.82

// What an account loses where another one is printed as well.
const amongAccounts = 0.8
const farAboveInHeights = 2.5
const captionReach = 45

type Side = 'fournisseur' | 'client'

/** Each identifier as the seller's or the buyer's; an account is the seller's or nobody's. */
export function assignIdentifiers(
  identifiers: IdentifierCandidate[],
  sides: Sides,
  rows: Row[],
): Found[] {
  const found = new Map<FieldLabel, Found>()
  const keep = (candidate: IdentifierCandidate, side: Side, evidence: number) => {
    const label = labelOf(candidate.kind, side)
    const known = label && found.get(label)
    if (!label || (known && known.evidence >= evidence)) return
    const { span, value, isRepaired } = candidate
    const { page, box, words, text } = span
    found.set(label, { label, value, raw: text, page, box, words, evidence, isRepaired })
  }
  const banks = identifiers.filter(({ kind }) => kind === 'iban' || kind === 'bic')
  const paid = banks.filter((candidate) => !isDebited(candidate, rows))
  const accounts = paid.filter(({ kind, isValid }) => kind === 'iban' && isValid)
  const isOne = new Set(accounts.map(({ value }) => value)).size < 2
  for (const candidate of identifiers) {
    const sure = (candidate.isValid ? 0.85 : 0.55) + (candidate.isNamed ? 0.1 : 0)
    if (banks.includes(candidate)) {
      const choice = isOne ? 0 : amongAccounts
      if (paid.includes(candidate)) keep(candidate, 'fournisseur', Math.max(0, sure - choice))
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

/** Whether what stands before an account in its row, or right above it, says that it is debited. */
export function isDebited({ span }: IdentifierCandidate, rows: Row[]): boolean {
  const left = piecesLeftOf(span, rows).map(({ text }) => text)
  const before = normalise([...left, textBefore(span)].join(' '))
  const head = headOf(span, rows)
  const isSaid = debited.test(before) || debitedBelow.test(head)
  return isSaid && !paidInto.test(`${head} ${before}`)
}

/** The piece right above, in the same column. */
function headOf({ row, page, box }: Span, rows: Row[]): string {
  const above = rows[row - 1]
  const isNear = above?.page === page && box.y - above.box.y < farAboveInHeights * box.height
  const head = isNear ? above.segments.find((each) => sharedWidth(each.box, box) > 0) : undefined
  return normalise(head?.text ?? '')
}

function textBefore({ segment, start }: Span): string {
  return segment.words
    .slice(0, start)
    .map(({ text }) => text)
    .join(' ')
}

/** The pieces before that of an identifier, left to right. */
function piecesLeftOf({ row, segment }: Span, rows: Row[]): Segment[] {
  return rows[row]?.segments.filter(({ box }) => right(box) <= segment.box.x + 0.005) ?? []
}

/** Whose an identifier is by what introduces it: its own piece, else the one before that says no value of its own. */
function saidSide({ span }: IdentifierCandidate, rows: Row[]): Side | undefined {
  const left = piecesLeftOf(span, rows).at(-1)?.text ?? ''
  return sideIn(textBefore(span)) ?? (/\d/.test(left) ? undefined : sideIn(left))
}

/** Whose a number is that follows such a text: "Your VAT no.", "Customer ABN"; undefined where it does not say. */
export function sideIn(text: string): Side | undefined {
  const caption = normalise(text).replaceAll(notOfClient, '').slice(-captionReach)
  const own = lastOf(ownCaption, caption)
  const client = lastOf(clientCaption, caption)
  if (own === client) return undefined
  return own > client ? 'fournisseur' : 'client'
}

/** Where a pattern is met for the last time; -1 where it is not. */
function lastOf(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1
}

function sideOf(candidate: IdentifierCandidate, { supplier, client }: Sides, rows: Row[]): Side {
  const { span } = candidate
  const said = saidSide(candidate, rows)
  if (said) return said
  if (span.box.y > footer) return 'fournisseur'
  if (!client) return 'fournisseur'
  const toClient = client.block.page === span.page ? apart(span.box, client) : 2
  const toSupplier = supplier?.block.page === span.page ? apart(span.box, supplier) : 2
  // Between the two, what stands below an address belongs to it.
  return toClient < toSupplier && toClient < 0.15 ? 'client' : 'fournisseur'
}
