/** What introduces the terms of payment. Texts are normalised: lower case, no accents. */
export const termsCaption =
  /\b(conditions? (de |du )?(paiement|reglement)|modalites? (de |du )?(paiement|reglement)|(delais?|termes?) (de |du )?(paiement|reglement)|payment (terms?|conditions?)|terms of payment|terms( ?(&|and) ?conditions of payment)?(?= ?:)|zahlungs(bedingung(en)?|kondition(en)?|ziel|frist)|(condiciones|forma y condiciones|terminos|plazo) de pago|(condizioni|termini|modalita) (di )?pagamento|betalings?(voorwaarden|conditie(s)?|termijn))\b/

const days = String.raw`\d{1,3} ?(jours?|j\b|days?|tagen?|tg\b|dias?|giorni|gg\b|dagen)`
const byWord = String.raw`(immediat\w*|comptant|(a|sur|des) reception|upon receipt|on receipt|due immediately|sofort|nach erhalt|ohne abzug|al contado|a la recepcion|inmediato|a vista|rimessa diretta|alla ricezione|contanti|direct|na ontvangst|per omgaande)`
const pay =
  '(paiements?|reglements?|payable|a regler|a payer|payments?|pay|due|zahlbar|zahlung|zahlen|fallig|pago|pagar|pagadero|pagamento|pagare|betaling|betalen|te voldoen|voldoen)'

/** What introduces terms, and much else: only what follows tells. */
export const looseCaption =
  /\b(conditions?|terms|konditionen|condizioni|condiciones|voorwaarden|payment|(mode de |type de )?(paiement|reglement)|zahlung|zahlbar|zahlungsweise|(forma|medio|modo) de pago|pago|(modalita di )?pagamento|betaling|betaalwijze)\b/

/** Terms without a word of paying: "30 days end of month", "sofort fällig", "al contado". */
export const termsPhrase = new RegExp(
  String.raw`\b${days}|\bnet \d{1,3}\b|\b${byWord}\b|\bcash on delivery\b|\bvorkasse\b|\bcontant\b`,
)

/** A sentence that says within which time, or how, the invoice is to be paid. */
export const termsSentence = new RegExp(
  [
    String.raw`\b${pay}\b.{0,40}\b${days}`,
    String.raw`\b${days}.{0,20}\b(net|netto|fin de mois|end of month|eom|fdm|neto|fine mese|einde maand)\b`,
    String.raw`\bnet ${days}|\bnet \d{2}\b`,
    String.raw`\b${pay}\b.{0,30}\b${byWord}\b`,
    String.raw`\binnerhalb (von )?${days}.{0,30}\b(zu )?(zahlen|zahlbar|uberweisen|begleichen)`,
    String.raw`\b${byWord}.{0,12}\b${pay}\b`,
    String.raw`\b${days}.{0,12}\b(date de (la )?facture|rechnungs(datum|erhalt|eingang)|(from|after) invoice|invoice date|factuurdatum|data fattura|fecha (de )?factura)\b`,
    String.raw`\b${days}.{0,12}\b\d{1,2}([.,]\d+)? ?% ?(skonto|escompte|discount|sconto)`,
  ].join('|'),
)

/** What the law adds for those who pay late, or says of something else: no terms. */
export const notTerms =
  /\b(retard|penalites?|indemnite|majore\w*|late|overdue|interest|verzug\w*|verzugszins\w*|mahn\w*|mora|demora|ritardo|interessi|te late|rente|reclamations?|refund\w*|warranty|garantie|return\w*|resiliation)\b/
