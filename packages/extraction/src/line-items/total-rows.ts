import { normalise } from '../parse/text.ts'

const interim =
  /^(sous[- ]?total|sub[- ]?total|subtotaal|zwischensumme|a reporter|ubertrag|carried|brought|riporto|suma y sigue|suma anterior)\b|^(report|transport)\P{L}*$/u
const final =
  /^(total|totaux|grand total|net a payer|montant (total|ht|ttc|a payer)|amount due|balance|summe|sum|suma|somme|gesamt\w*|netto(betrag|summe)?\b|rechnungs(betrag|summe)|positionssumme|base imponible|importe total|totale|imponibile|totaal|t\.?v\.?a\b|taxes?\b|vat\b|gst\b|mwst|ust\b|zzgl|zuzuglich|iva\b|impuesto|btw\b|detail tva|total tva|bank|iban|payment|conditions|steuer)/

const carried =
  /\b(reporte?r?|carried|brought|forward|ubertrag|riport\w*|suma y sigue|suma anterior|overbrengen)\b|\b[bc] ?\/ ?f\b/
const totals = /^\D*\b(total|totaal|totale|gesamt|summe)\b\D*$/

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
  const others = texts.slice(1)
  const starts = (pattern: RegExp) => texts.some((text) => pattern.test(text))
  // A sub-total beside a total ends the table as well.
  if (interim.test(whole)) return others.some((text) => final.test(text)) ? 'final' : 'interim'
  if (final.test(whole)) return 'final'
  if (isWithoutPrice) {
    // Totals may stand right of what has nothing to do with them.
    if (starts(interim)) return 'interim'
    return starts(final) || starts(totals) ? 'final' : undefined
  }
  if (texts.length > 3) return undefined
  const captions = texts.filter((text) => /^\D+$/.test(text))
  if (captions.some((text) => interim.test(text))) return 'interim'
  return captions.some((text) => final.test(text)) ? 'final' : undefined
}
