import { union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import type { Box, Word } from '../page.ts'
import { normalise } from '../parse/text.ts'
import { endsWithLegalForm } from '../wording/company.ts'
import { type Block, findBlocks } from './blocks.ts'

/** Text of one or more pieces, as a value. */
export type PartyText = { value: string; raw: string; page: number; box: Box; words: Word[] }

/** What is said about a party where it stands. Goods may be delivered to somebody else than the buyer. */
export type PartyRole = 'supplier' | 'client' | 'recipient' | 'unknown'

/** A name and an address that stand together. */
export type Party = {
  name: PartyText | undefined
  address: PartyText | undefined
  block: Block
  role: PartyRole
}

const clientWords =
  /\b(bill(ed)? to|sold to|invoice to|invoiced to|to \(buyer\)|buyer|customer|client|factur(e|er) a|facturation|adresse de facturation|adresse du client|destinataire|acheteur|a l'attention|rechnungsempfanger|rechnungsadresse|rechnung an|kunde|kaufer|empfanger|cliente|destinatario|spett(\.|abile)?(le)?|facturar a|cessionario|committente|klant|factuuradres|aan|afnemer|m\/s|messrs|attn|recipient)\b/
const recipientWords =
  /\b(ship(ped)? to|deliver(ed|y)?( to| address)?|livraison|livre a|lieferadresse|lieferanschrift|warenempfanger|afleveradres|bezorgadres|direccion de (envio|entrega)|luogo di destinazione|consegna)\b/
const supplierWords =
  /\b(from|seller|supplier|vendor|issued by|from \(seller\)|fournisseur|vendeur|emetteur|prestataire|rechnungssteller|rechnungsersteller|verkaufer|lieferant|absender|proveedor|emisor|vendedor|fornitore|cedente|prestatore|mittente|leverancier|verkoper|van)\b/
const captionOnly =
  /^(bill(ed)? to|sold to|ship(ped)? to|invoice(d)? to|to|from|seller|buyer|customer|client|fournisseur|vendeur|acheteur|emetteur|destinataire|adresse.*|rechnungsempfanger|rechnungssteller|rechnungsersteller|rechnungsadresse|kunde|kaufer|verkaufer|lieferant|cliente|destinatario|proveedor|emisor|fornitore|cedente.*|cessionario.*|spett\.?(le)?|klant|factuuradres|leverancier|name|nom|anschrift|address|facture a|factur\w+ a|from \(seller\)|to \(buyer\)|invoice|facture|rechnung|tax invoice|factura|fattura|factuur|company|societe|page|date|original|copie|duplicata|livraison|lieferadresse|warenempfanger|afleveradres|factuuradres|delivery|vos identifiants|(nos|vos) references)( ?[:(].*)?$/
const noAddress =
  /\b(tel|telephone|phone|fax|e-?mail|www|http|iban|bic|swift|siret|siren|rcs|tva|vat|ust|mwst|iva|btw|gst|capital|bank|banque|invoice|facture|rechnung|factura|fattura|factuur|date|datum|total|montant|amount|order|commande|kunden-?(nr|nummer)|steuer(nummer|-?nr)|page|seite|reg|naf|ape|kvk|hrb|gln|contact|mobile)\b|@|\bn°|^\+?\d[\d ./()-]{7,}$/
const postal = [
  /\b(?:[a-z]{1,2}[- ])?\d{5}(?:-\d{4})?,? +\p{L}{2}/iu,
  /\b\d{4} ?[A-Z]{2},? +\p{L}{2}/u,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/,
  /\b(?:[a-z]{1,2}-)?\d{4},? +\p{L}{3}/iu,
  /\b[A-Z]{2},? +\d{5}(?:-\d{4})?\b/,
  /\p{L}{3,},? +\d{5}(?:\b|,)/u,
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/,
  /\b[A-Z]\d{2} [A-Z0-9]{4}\b/,
]
const street =
  /\b(rue|avenue|av\.?|bd|boulevard|place|allee|chemin|route|impasse|quai|cours|square|street|st\.?|road|rd\.?|lane|drive|way|court|suite|floor|block|jalan|jln|jl|lorong|taman|no\.?|lot|via|viale|piazza|corso|calle|c\/|avda|plaza|paseo|str\.?|p\.?o\.? box|bp|zi|za|zac)\b|stra(ss|ß)e\b|\w+(str\.|weg|platz|allee|gasse|ring|straat|laan|plein|kade|gracht|dreef)\b/i

/** The parties of the document: blocks that hold an address, each with its name. */
export function findParties(rows: Row[]): Party[] {
  const blocks = findBlocks(rows)
  return blocks
    .flatMap((block) => splitParties(block))
    .map((party) => (party.name ? party : (extendUpwards(party.block, rows) ?? party)))
    .map((party) =>
      party.role === 'unknown' ? { ...party, role: roleOf(party.block, rows) } : party,
    )
}

function hasPostalLine(text: string): boolean {
  return postal.some((pattern) => pattern.test(text))
}

/** A block may hold several parties, one below the other: each ends with its postal line. */
function splitParties(block: Block): Party[] {
  const lines = block.segments
  const parties: Party[] = []
  let from = 0
  for (let end = 0; end < lines.length; end++) {
    const line = lines[end]
    if (!line) continue
    const single = readSingleLine(line, block)
    if (!single && !isPostalLine(line.text)) continue
    // "1839 Arbor Way" looks like a Belgian town: the line below decides.
    const below = lines[end + 1]
    if (!single && below && isPostalLine(below.text)) continue
    const party = single ?? readLines(lines.slice(from, end + 1), block)
    if (party) parties.push(party)
    from = end + 1
  }
  return parties
}

function isPostalLine(text: string): boolean {
  return hasPostalLine(text) && !isMoneyRow(text) && !noAddress.test(normalise(text))
}

function isMoneyRow(text: string): boolean {
  return /\d[.,]\d{2}\b/.test(text)
}

const longestParty = 7
const salutation =
  /^(herrn?|frau|familie|firma|monsieur|madame|m\.|mme|mr\.?|mrs\.?|ms\.?|spett\.?(le)?|an|a l'attention de)$/

/** The lines that end with a postal line: captions off, then the name, then the address. */
function readLines(above: Segment[], block: Block): Party | undefined {
  const lines = afterLastNoise(above.slice(-longestParty))
  const start = addressStart(lines)
  const names = nameLines(lines.slice(0, start))
  // What stands between the name and the street belongs to the address: a building, a department.
  const lastName = names.at(-1)
  const address = lines.slice(lastName ? Math.min(start, lines.indexOf(lastName) + 1) : start)
  if (address.length === 0) return undefined
  return {
    name: names.length > 0 ? textOf(names, ' ') : undefined,
    address: textOf(address, ', '),
    block: { ...block, segments: lines, box: union(lines.map(({ box }) => box)) ?? block.box },
    // A person is greeted by who writes.
    role: salutation.test(normalise(lines[0]?.text ?? '')) ? 'client' : 'unknown',
  }
}

// A name may stand apart from its address, by an empty line or two.
const apartInHeights = 3.5
const longestExtension = 4

/** The party of a block without a name, with the lines above it that begin where it begins. */
function extendUpwards(block: Block, rows: Row[]): Party | undefined {
  const [first] = block.segments
  if (!first) return undefined
  const above: Segment[] = []
  let top = first
  for (let index = first.row - 1; index >= 0 && above.length < longestExtension; index--) {
    const row = rows[index]
    const tooFar = top.box.y - (row?.box.y ?? 0) > apartInHeights * first.box.height
    if (!row || row.page !== block.page || tooFar) break
    const segment = row.segments.find(({ box }) => Math.abs(box.x - first.box.x) < 0.01)
    if (!segment) continue
    if (isNoise(segment.text) || isPostalLine(segment.text)) break
    above.unshift(segment)
    top = segment
  }
  return above.length > 0 ? readLines([...above, ...block.segments], block) : undefined
}

/** What follows the last caption, register number or telephone above the address. */
function afterLastNoise(lines: Segment[]): Segment[] {
  const last = lines.findLastIndex(({ text }, index) => index < lines.length - 1 && isNoise(text))
  const greeted = lines.findLastIndex(({ text }) => salutation.test(normalise(text)))
  return lines.slice(Math.max(last + 1, greeted))
}

function isNoise(text: string): boolean {
  return isCaption(text) || noAddress.test(normalise(text))
}

/** First line of the address: the topmost that speaks of a place. */
function addressStart(lines: Segment[]): number {
  const end = lines.length - 1
  const start = lines.findIndex(
    ({ text }, index) => index >= end - 4 && (index > 0 ? speaksOfPlace(text) : isStreet(text)),
  )
  return start < 0 ? end : start
}

function isStreet(text: string): boolean {
  return street.test(text) && /\d/.test(text)
}

function speaksOfPlace(text: string): boolean {
  return street.test(text) || /\d/.test(text)
}

function nameLines(lines: Segment[]): Segment[] {
  const named = lines.filter(({ text }) => /\p{L}{2}/u.test(text))
  const [first, second] = named
  if (!first) return []
  if (second && salutation.test(normalise(first.text))) return [first, second]
  // A name may need two lines; its legal form tells where it ends.
  if (second && !endsWithLegalForm(first.text) && endsWithLegalForm(second.text))
    return [first, second]
  return [first]
}

function isCaption(text: string): boolean {
  return captionOnly.test(normalise(text).replace(/ ?[:.]$/, ''))
}

/** "Company - 12 Street - 12345 Town", as in footers and above address windows. */
function readSingleLine(line: Segment | undefined, block: Block): Party | undefined {
  if (!line) return undefined
  const parts = line.text.split(/ [-–—•·|*] | ?[•·|] ?|, (?=\p{Lu})|\s{2,}/u)
  const postalPart = parts.findIndex((part) => hasPostalLine(part))
  // A damaged postcode hides the town; a street between two others says as much.
  const end = postalPart < 0 && parts.slice(1, -1).some(isStreet) ? parts.length - 1 : postalPart
  if (end < 1 || parts.length < 2) return undefined
  const [name = '', ...rest] = parts
  if (!/\p{L}{2}/u.test(name) || street.test(name) || /\d/.test(name)) return undefined
  const whole = textOf([line], ' ')
  const address = rest.slice(0, end).join(', ')
  if (address === '') return undefined
  return {
    name: { ...whole, value: cleanName(name), raw: name },
    address: { ...whole, value: address, raw: address },
    block: { ...block, segments: [line], box: line.box },
    role: 'unknown',
  }
}

function textOf(segments: Segment[], separator: string): PartyText {
  const words = segments.flatMap((segment) => segment.words)
  const [first] = segments
  const texts = segments.map(({ text }) => text.trim().replace(/[,;]+$/, ''))
  return {
    value: segments.length === 1 ? cleanName(texts[0] ?? '') : texts.join(separator),
    raw: texts.join('\n'),
    page: first?.page ?? 1,
    box: union(words.map((word) => word.box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    words,
  }
}

function cleanName(text: string): string {
  return text
    .replace(
      /^(name|nom|company|societe|société|firma|raison sociale|bill to|client|customer|vendeur|seller|supplier|fournisseur|lieferant|kunde|to|from|m\/s)\s*[:.]\s*/i,
      '',
    )
    .replace(/^[^\p{L}\d]+|[\s,;:|]+$/gu, '')
    .trim()
}

function roleOf(block: Block, rows: Row[]): PartyRole {
  const [first] = block.segments
  if (!first) return 'unknown'
  const heading = normalise(headingsOf(block, first, rows))
  const inside = normalise(
    block.segments
      .slice(0, 2)
      .map(({ text }) => text)
      .join(' '),
  )
  if (/^(bill|sold|client|customer|kunde|cliente|spett|factur)/.test(inside)) return 'client'
  if (/^(ship|deliver)/.test(inside)) return 'recipient'
  return roleOfHeading(heading)
}

/** Whose address or data follow a heading, given in lower case and without accents. */
export function roleOfHeading(heading: string): PartyRole {
  if (clientWords.test(heading)) return 'client'
  if (recipientWords.test(heading)) return 'recipient'
  return supplierWords.test(heading) ? 'supplier' : 'unknown'
}

/** What stands right above the block, and its own first lines. */
function headingsOf(block: Block, first: Segment, rows: Row[]): string {
  const texts = block.segments.slice(0, 2).map(({ text }) => (isCaption(text) ? text : ''))
  for (let index = first.row - 1; index >= Math.max(0, first.row - 3); index--) {
    const row = rows[index]
    if (!row || row.page !== block.page) break
    const above = row.segments.filter(
      ({ box }) => box.x < block.box.x + block.box.width && box.x + box.width > block.box.x - 0.02,
    )
    for (const { text } of above) if (text.length < 45) texts.push(text)
    if (above.length > 0) break
  }
  return texts.join(' ')
}
