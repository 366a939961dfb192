import type { Row } from '../lines.ts'
import { normalise } from '../parse/text.ts'

const interim =
  /^(sous[- ]?total|sub[- ]?total|subtotaal|zwischensumme|a reporter|report|ubertrag|carried|brought|riporto|suma y sigue|suma anterior|transport)\b/
const final =
  /^(total|totaux|grand total|net a payer|montant (total|ht|ttc)|amount due|balance|summe|gesamt|nettobetrag|rechnungsbetrag|rechnungssumme|base imponible|importe total|totale|imponibile|totaal|t\.?v\.?a\b|vat\b|gst\b|mwst|ust\b|zzgl|iva\b|btw\b|detail tva|total tva|bank|iban|payment|conditions|steuer)/

/** Whether the row ends the table of goods, or only sums up what stands above it; undefined for every other row. */
export function totalKind(row: Row): 'interim' | 'final' | undefined {
  const texts = row.segments.map(({ text }) => normalise(text))
  const whole = texts.join(' ')
  if (interim.test(whole)) return 'interim'
  if (final.test(whole)) return 'final'
  // A total whose words stand right of the descriptions.
  if (texts.length > 3) return undefined
  const captions = texts.filter((text) => /^\D+$/.test(text))
  if (captions.some((text) => interim.test(text))) return 'interim'
  return captions.some((text) => final.test(text)) ? 'final' : undefined
}
