import type { Reading } from '@invoice-ml/contracts'
import type { Page } from './page.ts'
import { normalise } from './parse/text.ts'

// « Nous vous remercions de nous avoir confié … » is on invoices.
const creditNote =
  /\b(credit[- ]?(?:note|nota|factuur|memo(?:randum)?)|kredietnota|(?<!\b(?:nous|vous|pour|apres|sans|peut|peuvent|doit|doivent|devez|pouvez|y|en) |\b[dlnsmt]')avoir(?! (?:ete|recu|un|une|la|le|les|lu|pris|fait|choisi|accepte)\b)|(?:facture|note|bon|numero|n[°o]\.?|ref\w*\.?|date|montant) (?:d'|de l')avoir|note de credit|gutschrift|rechnungs-?korrektur|storno-?rechnung|(?<!\bcuota de )abono(?! en\b)|factura rectificativa|nota (?:d[ie] )?(?:ac)?credito)\b/
// Written by the buyer in the name of the seller, an invoice is called "Gutschrift" as well.
const selfBilled =
  /\b(selbst ausgestellte|self-?bill(ed|ing)|auto-?factur\w+|autofactura\w*|autofattura)\b/
const invoice = /\b(invoice|facture|rechnung|factura|fattura|factuur)\b/
// Neither an address nor the invoice that is corrected is the title, which may be of two words: "Factura de abono", "Invoice / credit note".
const invoiceTitle = new RegExp(
  `${invoice.source}(?!@| (?:(?:a|an|aan)\\b(?![-/ .]*\\d)|(?:address|to|d'origine|initiale|associee)\\b))`,
)
const titleGap = /^(?: de)?[ /:|(–—-]{1,3}$/
const receipt =
  /\b(receipt|ticket|cash ?bill|cash ?sale|till|cashier|change|tendered|kassenbon|quittung|kassabon|scontrino|recu|thank you|please come again|caissier|rendu)\b/
const atTheTill =
  /\b(cash|cashier|change|tendered|till|caissier|especes|rendu|kassierer|ruckgeld|wechselgeld|cajero|efectivo|cassa|contant[ei]|kassa|wisselgeld)\b/g

// A roll of paper takes some 30 to 60 characters in a row, a sheet 90 and more.
const widestSlip = 70
const narrow = 1.7

/** What the document is, by its words and the look of its first page. */
export function guessKind(text: string, pages: Page[]): Reading['kind'] {
  const plain = normalise(text)
  const head = plain.slice(0, 1_500)
  if (isCreditNote(head)) return 'credit_note'
  const [page] = pages
  if (!page) return 'invoice'
  if (isSlip(page)) return 'receipt'
  const isNarrow = page.height / page.width > narrow
  if (receipt.test(plain) && (isNarrow || !invoice.test(plain))) return 'receipt'
  return isNarrow && !invoice.test(head) ? 'receipt' : 'invoice'
}

/** Named so before it is named an invoice: further down, it takes a credit into account. */
function isCreditNote(head: string): boolean {
  const credit = creditNote.exec(head)
  if (!credit || selfBilled.test(head)) return false
  const named = invoiceTitle.exec(head)
  if (!named || credit.index <= named.index) return true
  return titleGap.test(head.slice(named.index + named[0].length, credit.index))
}

/** Printed on a roll: few characters fill the width, of the page or, where the picture shows the table too, of its text. */
function isSlip(page: Page): boolean {
  const words = page.words.filter(({ text }) => text.length >= 3)
  if (words.length < 10) return false
  const character = quantile(
    words.map(({ box, text }) => box.width / text.length),
    0.5,
  )
  if (character <= 0) return false
  if (1 / character < widestSlip) return true
  if (page.source !== 'ocr') return false
  const left = quantile(
    words.map(({ box }) => box.x),
    0.05,
  )
  const right = quantile(
    words.map(({ box }) => box.x + box.width),
    0.95,
  )
  const said = new Set(normalise(words.map(({ text }) => text).join(' ')).match(atTheTill))
  return (right - left) / character < widestSlip && said.size >= 2
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}
