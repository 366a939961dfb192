import { normalise } from './parse/text.ts'

const signs: Record<string, RegExp> = {
  fr: /\b(facture|avoir|total|montant|de|du|la|le|les|client|echeance|tva|ttc|ht|adresse|paiement|livraison|reglement)\b/g,
  en: /\b(invoice|total|amount|due|date|the|of|to|and|for|tax|bill|payment|qty|description|receipt|cash|thank|you|address)\b/g,
  de: /\b(rechnung|gutschrift|und|der|die|das|mwst|ust|betrag|kunde|kundennummer|datum|menge|summe|gesamt|lieferung|bitte|zahlbar|straße|strasse|steuer)\b/g,
  es: /\b(factura|importe|cliente|fecha|iva|cantidad|precio|el|los|y|pago|vencimiento|direccion|del)\b/g,
  it: /\b(fattura|importo|cliente|data|iva|quantita|prezzo|il|di|della|pagamento|scadenza|imponibile|totale|documento)\b/g,
  nl: /\b(factuur|bedrag|klant|datum|btw|aantal|prijs|het|een|van|betaling|vervaldatum|omschrijving|totaal|te)\b/g,
}

/** ISO 639-1 code of the language whose words appear most; English without any. */
export function guessLanguage(text: string): string {
  const plain = normalise(text)
  let best = 'en'
  let most = 0
  for (const [language, pattern] of Object.entries(signs)) {
    const count = plain.match(pattern)?.length ?? 0
    if (count > most) [best, most] = [language, count]
  }
  return best
}
