import { normalise } from '../parse/text.ts'

const interim =
  /^(sous[- ]?total|sub[- ]?total|subtotaal|zwischensumme|a reporter|ubertrag|carried|brought|riporto|suma y sigue|suma anterior)\b|^(report|transport)\P{L}*$/u
const final =
  /^(total|totaux|grand total|net a payer|montant (total|ht|ttc|a payer)|amount due|balance\b|summe|sum\b|suma|somme|gesamt\w*|netto(betrag|summe)?\b|rechnungs(betrag|summe)|positionssumme|base imponible|importe total|totale|imponibile|totaal|t\.?v\.?a\b|tax(es?)?\b|vat\b|[ghpq]st\b|mwst|ust\b|zzgl|zuzuglich|iva\b|impuestos?\b|btw\b|detail tva|total tva|bank(verbindung(en)?|daten|konto)?\b|iban\b|payments?\b|conditions?\b|steuer(n|betrag|betrage|summe|satz)?\b)/
// What these begin may be goods as well: "Bank reconciliation", "VAT return".
const ambiguous =
  /^(balance|sum|suma|somme|bank\w*|iban|payments?|conditions?|t\.?v\.?a|tax(es?)?|vat|[ghpq]st|ust|iva|impuestos?|btw|steuer\w*)\b/
const ofTotal =
  /\b(total\w*|totaal|summe|gesamt\w*|betrag|amounts?|montant|due|payable|to pay|on|of|at|for|in|sur|de|du|la|le|a|auf|von|der|su|sobre|del|op|over|van|net|netto|ht|ttc|incl\w*|excl\w*|inkl\w*|standard|normal\w*|reduced|reduite?|intermediaire|super|zero|exempt|general|hoog|laag|outstanding|owing|[ghpq]st|tva|vat|mwst|ust|iva|btw|rate|taux|satz|base|eur|usd|gbp|chf)\b/g

const carried =
  /\b(reporte?r?|carried|brought|forward|ubertrag|riport\w*|suma y sigue|suma anterior|overbrengen)\b|\b[bc] ?\/ ?f\b/
const totals = /^\D*\b(total|totaal|totale|gesamt|summe)\b\D*$/
const amount = /\d[.,]\d{2}(?!\d| ?%)/

/**
 * Whether a row with these pieces ends the table of goods, or only sums up what stands above it; undefined for every other row.
 *
 * @param isWithoutPrice whether it lacks a quantity and a price where others have them
 */
export function totalKind(
  pieces: string[],
  isWithoutPrice: boolean,
): 'interim' | 'final' | undefined {
  const texts = pieces.map((text) => normalise(text))
  const whole = texts.join(' ')
  if (isWithoutPrice && carried.test(whole)) return 'interim'
  const hasAmount = texts.some((text) => amount.test(text))
  const isFinal = (text: string) => final.test(text) && !(hasAmount && mayBeGoods(text))
  const others = texts.slice(1)
  const starts = (pattern: RegExp) => texts.some((text) => pattern.test(text))
  // A sub-total beside a total ends the table as well.
  if (interim.test(whole)) return others.some((text) => final.test(text)) ? 'final' : 'interim'
  if (isWithoutPrice ? final.test(whole) : isFinal(whole)) return 'final'
  if (isWithoutPrice) {
    // Totals may stand right of what has nothing to do with them.
    if (starts(interim)) return 'interim'
    return starts(final) || starts(totals) ? 'final' : undefined
  }
  if (texts.length > 3) return undefined
  const captions = texts.filter((text) => /^\D+$/.test(text))
  if (captions.some((text) => interim.test(text))) return 'interim'
  return captions.some(isFinal) ? 'final' : undefined
}

/** Whether it says more than a total does: the tax or the balance of something else. */
function mayBeGoods(text: string): boolean {
  if (!ambiguous.test(text)) return false
  return /\p{L}{3}/u.test(text.replace(ambiguous, '').replaceAll(ofTotal, ''))
}
