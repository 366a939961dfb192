// « pénalités si le paiement tarde » is no condition of the tax.
const ofPayment = String.raw`(?!.{0,40}\b(?:retards?|tard|tarde|pa(?:ie|ye)ments?|reglements?|escompte|payments?|paid|late|zahl\w*|skonto|fragen?|questions?|betal\w*|pag[ao]\w*)\b)`
const conditions = [
  String.raw`si (?:assujetti|applicable|le|la|les|vous|votre|client|preneur|vente|livraison|el|procede|corresponde)\b|si l'|s'il(?! vous)|sauf (?!erreur)|lorsqu|le cas echeant|a condition`,
  String.raw`(?:falls|wenn|sofern|soweit|gegebenenfalls|ggf|if|unless|where|when|indien|tenzij|wanneer|salvo|cuando|en su caso|qualora|se (?:il|la|l'|le|i|lo|applicabile|dovut))\b`,
]
const condition = new RegExp(String.raw`\b(?:${conditions.join('|')})${ofPayment}`)
// Many of them, or those of a kind: one alone is the client of the invoice, as is « der Kunde », « vom Kunden ».
const clients = [
  String.raw`(?<!\b(?:service|compte|espace) )\bclients\b(?!@)|\b(?:acheteurs|preneurs|clienti|clientes|destinatarios|committenti)\b|\b(?:les|aux) (?:assujettis|professionnels|particuliers|entreprises)\b`,
  String.raw`(?<!\b(?:vom|dem|den|der|des|beim|zum) )kunden\b(?!-)|\bunternehme[rn]\w* (?:im|in|aus|mit|ausserhalb)\b|\bbei (?:\w+ ){0,2}(?:leistungen|lieferungen|verkaufen)\b`,
  String.raw`\b(?:customers|buyers|purchasers|consumers|businesses|companies)\b(?!@)|\b(?:klanten|afnemers|bedrijven|ondernemers)\b`,
]
const kindOfClients = new RegExp(clients.join('|'))

/** Whether a sentence says what is true under a condition, or of some clients: nobody knows of this invoice. Normalised. */
export function isSaidOfSome(sentence: string): boolean {
  return condition.test(sentence) || kindOfClients.test(sentence)
}
