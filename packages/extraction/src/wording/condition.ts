// « pénalités si le paiement tarde » is no condition of the tax.
const ofPayment = String.raw`(?!.{0,40}\b(?:retards?|tard|tarde|pa(?:ie|ye)ments?|reglements?|escompte|payments?|paid|late|(?:be)?zahl\w*|skonto|fragen?|questions?|betal\w*|pag[ao]\w*)\b)`
// « Salvo error u omisión », "unless otherwise agreed": said of everything, and of nothing.
const exceptions = String.raw`(?! (?:erreur|(?:mention|indication|accord|stipulation) contraire|(?:stated |noted |agreed )?otherwise|nicht anders|anders|err|buon fine|s\.e\b|divers|indicacion|pacto))`
const conditions = [
  String.raw`si (?:assujetti|applicable|le|la|les|vous|votre|client|preneur|vente|livraison|el|procede|corresponde)\b|si l'|s'il(?! vous)|lorsqu|le cas echeant|a condition`,
  String.raw`(?:sauf|wenn|sofern|soweit|unless|tenzij|salvo)\b${exceptions}`,
  String.raw`(?:falls|gegebenenfalls|ggf|if|where|when|indien|wanneer|cuando|en su caso|qualora|se (?:il|la|l'|le|i|lo|applicabile|dovut[aoei](?! imposta)))\b`,
]
const condition = new RegExp(String.raw`\b(?:${conditions.join('|')})${ofPayment}`)
// Many of them, or those of a kind: one alone is the client of the invoice, as is « der Kunde », « vom Kunden ».
const clients = [
  String.raw`(?<!\b(?:service|compte|espace) )\bclients\b(?!@)|\b(?:acheteurs|preneurs|clienti|clientes|destinatarios|committenti)\b|\b(?:les|aux) (?:assujettis|professionnels(?! de (?:la )?sante)|particuliers|entreprises)\b`,
  String.raw`(?<!\b(?:vom|dem|den|der|des|beim|zum) )kunden\b(?!-)|\bbei (?:\w+ ){0,2}(?:leistungen|lieferungen|verkaufen)\b`,
  String.raw`(?<!\bservices to .{0,20})\b(?:customers|buyers|purchasers|consumers)\b(?!@| (?:must|to|should|shall|will|have|account|pay)\b)|\bklanten\b`,
  String.raw`\b(?:for|fur|voor) (?:(?!small|klein)[\w-]+ ){0,2}(?:businesses|companies(?! house)|unternehme[nr]|bedrijven|afnemers|ondernemers)\b`,
]
const kindOfClients = new RegExp(clients.join('|'))

/** Whether a sentence says what is true under a condition, or of some clients: nobody knows of this invoice. Normalised. */
export function isSaidOfSome(sentence: string): boolean {
  return condition.test(sentence) || kindOfClients.test(sentence)
}
