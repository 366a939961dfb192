// « pénalités si le paiement tarde » is no condition of the tax.
const ofPayment = String.raw`(?!.{0,40}\b(?:retards?|tard|tarde|pa(?:ie|ye)ments?|reglements?|escompte|payments?|(?:un)?paid|late|(?:be)?zahl\w*|skonto|fragen?|questions?|quer(?:y|ies)|betal\w*|pag[ao]\w*)\b)`
// « Salvo error u omisión », "unless otherwise agreed": said of everything, and of nothing.
const exceptions = String.raw`(?! (?:erreur|(?:mention|indication|accord|stipulation) contraire|(?:stated |noted |agreed )?otherwise|nicht anders|anders|err|buon fine|s\.e\b|divers|indicacion|pacto))`
const conditions = [
  String.raw`si (?:assujetti|applicable|le|la|les|vous|votre|client|preneur|vente|livraison|el|procede|corresponde)\b|si l'|s'il(?! vous)|lorsqu|le cas echeant|a condition`,
  String.raw`(?:sauf|wenn|sofern|soweit|unless|tenzij|salvo)\b${exceptions}`,
  String.raw`(?:falls|gegebenenfalls|ggf|if|where|when|indien|wanneer|cuando|en su caso|qualora|se (?:il|la|l'|le|i|lo|applicabile|dovut[aoei](?! imposta)))\b`,
]
const condition = new RegExp(String.raw`\b(?:${conditions.join('|')})${ofPayment}`)
// Many of them: one alone is the client of the invoice, as is « der Kunde », « vom Kunden ».
const clients = String.raw`(?<!\b(?:service|compte|espace) )(?:clients|acheteurs|preneurs|professionnels|particuliers|entreprises|clienti|clientes|destinatarios|committenti|customers|buyers|purchasers|consumers|businesses|companies|klanten|bedrijven|afnemers|ondernemers|(?<!\b(?:vom|dem|den|der|des|beim|zum) )kunden|unternehme[nr]\w*)\b(?!@)`
// Those of elsewhere, or of a kind.
const kind = String.raw`(?:ue|eu|u\.e|e\.u|hors|outside|abroad|overseas|ausland\w*|ausserhalb|etranger\w*|intracom\w*|buiten\w*|fuera|extranjer\w*|fuori|ester[oi]|non-\w+|assujetti\w*|professionnel\w*)\b`
// "Services to businesses in the EU" are what was sold, « livraisons aux clients UE » are any.
const sale = String.raw`(?<!\b(?:services?|supply|goods|lieferung|leistung|livraison|prestation|vente|vendita)\b.{0,30})`
const kindOfClients = new RegExp(
  String.raw`${sale}\b(?:(?:${kind}[ -].{0,12}|(?:business|zakelijke) )\b${clients}|${clients}.{0,20}\b${kind})|\b(?:firmen|geschafts)kunden\b|\b(?:les|aux) assujettis\b|\bbei (?:\w+ ){0,2}(?:leistungen|lieferungen|verkaufen)\b`,
)

/** Whether a sentence says what is true under a condition, or of some clients: nobody knows of this invoice. Normalised. */
export function isSaidOfSome(sentence: string): boolean {
  return condition.test(sentence) || kindOfClients.test(sentence)
}
