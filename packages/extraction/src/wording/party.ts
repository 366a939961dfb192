import { normalise } from '../parse/text.ts'

/** What is said about a party where it stands. Goods may be delivered to somebody else than the buyer. */
export type PartyRole = 'supplier' | 'client' | 'recipient' | 'unknown'

type Told = Exclude<PartyRole, 'unknown'>

// In lower case and without accents, as all wordings here: what stands above or before a party and says whose data follow.
const captions: Record<Told, RegExp> = {
  client:
    /(?:bill(?:ed)?-? ?to|sold to|invoiced? to|billing address|invoice address|to \(buyer\)|buyer|customer|client|purchaser|messrs|m\/s|attn|recipient|factur(?:ee?|er|e) a|adresse de facturation|(?:nom et )?adresse du client|(?:coordonnees du )?client|destinataire|adressee? a|acheteur|a l'attention de|rechnungsempfanger|rechnungsadresse|rechnungsanschrift|rechnung an|kunde|kaufer|empfanger|leistungsempfanger|auftraggeber|cliente|datos del cliente|destinatario|facturar a|facturado a|direccion de facturacion|comprador|receptor|spett(?:\.|abile)?\.? ?(?:le)?|cessionario(?: ?\/ ?committente)?|committente|acquirente|intestatario|intestata a|fatturare a|fattura a|klant|factuuradres|factuur aan|gefactureerd aan|afnemer|koper|opdrachtgever|t\.a\.v\.)/,
  recipient:
    /(?:ship(?:ped|ping)? (?:to|address)|deliver(?:ed|y)? (?:to|address)|delivery|adresse de livraison|lieu de livraison|livraison|livree? a|expediee? a|chantier|lieferadresse|lieferanschrift|lieferung an|(?:abweichende[rs]? )?(?:warenempfanger|lieferanschrift|lieferadresse)|leistungsadresse|afleveradres|leveradres|bezorgadres|geleverd aan|direccion de (?:envio|entrega)|enviar a|entregar en|luogo di (?:destinazione|consegna)|indirizzo di consegna|destinazione(?: merce)?|consegna)/,
  supplier:
    /(?:seller|from \(seller\)|supplier|vendor|issued by|billed by|sold by|invoice from|remit to|fournisseur|vendeur|emetteur|prestataire|emise? par|vendu par|rechnungssteller|rechnungsersteller|rechnungsaussteller|verkaufer|lieferant|absender|leistungserbringer|auftragnehmer|proveedor|emisor|datos del emisor|vendedor|fornitore|cedente(?: ?\/ ?prestatore)?|prestatore|mittente|emittente|venditore|leverancier|verkoper|afzender|opdrachtnemer)/,
}
// Said of a party only where they stand alone: each is also a word of every language.
const shortCaptions: Record<Told, RegExp> = {
  client: /^(?:to|pour|an|fur|para|aan|firma)$/,
  recipient: /^(?!)/,
  supplier: /^(?:from|de|von|van|da)$/,
}
const roles: Told[] = ['client', 'recipient', 'supplier']

// Some files set their letters apart, and the recognizer loses spaces: "Ver käufer", "BILLTO".
const loose = (caption: RegExp) => caption.source.replaceAll(/ (?![?|)])/g, ' ?')
const alone = (caption: RegExp) =>
  new RegExp(
    `^${loose(caption)}(?: (?:details|information|address|adresse|anschrift|data|name|nom))?(?: ?\\([^)]*\\))?$`,
  )
const within = (caption: RegExp) => new RegExp(`(?:^|[^\\p{L}])${caption.source}(?![\\p{L}])`, 'u')
const before = (caption: RegExp) => new RegExp(`^${caption.source} ?[:.] ?(?=\\S)`)

const patterns = roles.map((role) => ({
  role,
  alone: alone(captions[role]),
  within: within(captions[role]),
  before: before(captions[role]),
}))

/** Whose data follow a line that says nothing else: "Bill to:", "Fournisseur". */
export function captionRole(text: string): PartyRole {
  const plain = bare(text)
  const squeezed = plain.replaceAll(' ', '')
  return (
    roles.find((role) => shortCaptions[role].test(plain)) ??
    patterns.find(({ alone }) => alone.test(plain) || alone.test(squeezed))?.role ??
    'unknown'
  )
}

/** Whose data follow a heading that may say more than that: "Customer and place of delivery". */
export function roleOfHeading(text: string): PartyRole {
  const plain = normalise(text)
  return patterns.find(({ within }) => within.test(plain))?.role ?? 'unknown'
}

/** Whose data stand on a line that begins with their caption: "Sold by: ACME". */
export function leadingRole(text: string): PartyRole {
  const plain = normalise(text)
  return patterns.find(({ before }) => before.test(plain))?.role ?? 'unknown'
}

function bare(text: string): string {
  return normalise(text).replace(/^[^\p{L}]+|[ :.*|\-–_]+$/gu, '')
}
