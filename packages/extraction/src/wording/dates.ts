import type { Wording } from './caption.ts'

/** What stands before or above the dates of an invoice. Texts are normalised: lower case, no accents. */
export const dateWordings: Record<string, Wording[]> = {
  date_facture: [
    [/\bdate (de |d')?(la )?(facture|facturation|emission|avoir|document|piece)\b/, 1],
    [
      /\b(facture|avoir)\b(?!.*\b(payable|payer|regler|reglement|paiement|echeances?|commande)\b).{0,30}\b(du|le|date)\b$/,
      0.85,
    ],
    [
      /\b(invoice|issue|bill(ing)?|tax invoice|document|receipt|issued|credit note|transaction|inv) ?(date|on)\b/,
      1,
    ],
    [/\bdate of (issue|invoice)\b|\bdated?$/, 0.8],
    [/\b(rechnungs|beleg|ausstellungs|gutschrifts?|rg\.?-?)-? ?datum\b/, 1],
    [/\bdatum\b( der rechnung)?$/, 0.75],
    [/(rechnung|gutschrift)\b(?!.*(bestell|auftrag|angebot|liefer|vertrag)).{0,40}\bvom$/, 0.85],
    [/\b(emise?|etablie?|facturee?|fait|editee?) le$|\ben date du$|\bdate d'edition$/, 0.85],
    [
      /\bdatum( van)?( de)? ?(factuur|rechnung)$|\buitgifte-?datum\b|\bemess[ao] (il|in data)$/,
      0.95,
    ],
    // A letter's own date: "Lyon, le", "München, den".
    [/^[a-z .'-]{2,30}, ?(den|le|li|il|el|de|the)$/, 0.85],
    [/\bfecha( de)?( la)?( factura| emision| expedicion| documento)\b/, 1],
    [/\bfecha$/, 0.7],
    [/\bdata( della)?( fattura| documento| emissione| doc\.?)\b/, 1],
    [
      /(?<!\b(rif\.|riferimento|storno|rettifica|sulla|alla|della|ref\.|sobre|rectifica)( a| la)? )\b(fattura|factura|nota di credito)\b(?!.*\b(ddt|bolla|ordine|pedido|albaran|contratt?o|offerta|presupuesto|original\w*|anterior|precedente|collegata|rectificada|fattura|factura|storno|rettifica|rif)\b).{0,40}\b(del|de fecha|in data)$/,
      0.9,
    ],
    [/\b(data|del|in data)$/, 0.65],
    [/\b(factuur|faktuur)-?datum\b/, 1],
    [/\bdate\b( ?(&|and|et|\/) ?(time|heure))?$/, 0.75],
    [/^(?!.*\b(commande|livraison|echeances?|order|due|delivery)\b).*, le$/, 0.6],
  ],
  date_echeance: [
    [/\b(date )?(d')?echeances?\b( de paiement)?( le)?/, 1],
    // Misspelt or misread.
    [/\beche\w{2,4}ce\b/, 0.9],
    [/\bdate limite( de (paiement|reglement))?\b/, 1],
    [
      /\b(a regler|payable|a payer|reglement)\b.{0,20}\b(avant|le|au|jusqu'au|pour le)\b( le)?$/,
      0.95,
    ],
    [/\b(due|payment due|pay by|payable by|payment)( ?date| by| on)?( before)?$/, 0.85],
    [/\bdue (date|on|by)\b/, 1],
    [
      /\b(fallig(keits?)?(datum|tag|termin)?|zahlbar|zahlungsziel|zahlungsfrist|zu zahlen)\b.{0,40}(bis|am|zum|:)?( zum| spatestens)?$/,
      0.95,
    ],
    [/\bbis( zum)?$/, 0.5],
    // When the money is taken from an account.
    [
      /\b(preleve\w*|prelevement|abgebucht|abbuchung|eingezogen|einzug|lastschrift\w*|debited|direct debit|charged|addebit\w+|adeudo|cargo|afgeschreven|incasso)\b.{0,25}\b(le|du|au|am|zum|per|on|il|el|op|rond)$/,
      0.85,
    ],
    [/\bwird (am|zum)$/, 0.5],
    [/\b(fecha de )?vencimientos?\b|\b(f(echa|\.)? ?(de )?)?vto\b/, 1],
    [/\b(data )?scadenz[ae]\b( pagamento)?/, 1],
    [/\bverval-?(datum|dag)\b|\b(uiterste|uiterlijk)\b.{0,20}$|\bbetalen (voor|binnen)$/, 1],
  ],
  date_livraison: [
    [
      /\b(date (de )?)?(livraison|prestation|expedition|execution)\b( le| du)?|\blivree?s? le\b/,
      0.95,
    ],
    [
      /\b(delivery|shipping|shipped|ship|dispatch|supply|service|despatch)( note)?( ?date| on)?\b/,
      0.95,
    ],
    [/\b(liefer|leistungs|versand)-?(datum|zeitpunkt|termin|tag)?\b/, 0.95],
    [/\b(fecha de )?entrega\b|\b(data )?consegna\b|\blever(ings)?-?datum\b/, 0.95],
  ],
  periode_debut: [
    [
      /\b(periode|period|zeitraum|leistungszeitraum|abrechnungszeitraum|periodo)\b.{0,20}(du|from|vom|von|dal|desde|van)?$/,
      0.9,
    ],
    [/\b(du|from|vom|dal|desde)$/, 0.4],
  ],
  periode_fin: [[/\b(au|to|bis|al|hasta|tot|-|–)$/, 0.5]],
  other: [
    [
      /\b(date (de )?(la )?)?(commande|bon de commande|devis|contrat|naissance|creation|impression)\b( du| le)?/,
      0.95,
    ],
    [/\b(order|po|purchase order|quote|contract|print(ed)?|birth)( ?date| on)?\b/, 0.9],
    [/\b(bestell|auftrags|vertrags|druck|geburts)-?(datum|ung)?\b( vom)?/, 0.9],
    [/\bbestel(d|ling|datum)\b( op)?/, 0.9],
    [/\b(ddt|bolla|ordine|pedido|albaran)\b.{0,30}\b(del?|de fecha|in data)$/, 0.95],
    [/\b(escompte|skonto|discount|sconto|innerhalb)\b.{0,40}$/, 0.6],
    [/\b(fecha (de )?pedido|data ordine|besteldatum|orderdatum)\b/, 0.95],
    [
      /\b(refers? to|bezieht sich auf|bezug auf|se rapporte a|fait suite a|se refiere a|si riferisce a)\b.*$/,
      0.95,
    ],
    [
      /\b(valid|valable|valido|gultig|geldig|fermee?s?|fermetures?|conges?|closed|geschlossen|betriebs(ferien|urlaub)|ferie|vacaciones|vakantie|garantie|expir\w+|permit|approval|version|stand)\b/,
      0.8,
    ],
    [/\b(invoice|facture|rechnung|avoir) (no|n°|nr|number)\b[^a-z]*$/, 0.5],
  ],
}

/** What stands right before a date that ends a time to pay, or another one. */
export const until = /\b(bis( zum)?|by|until|before|avant le|jusqu'au|entro il|hasta el|tot|voor)$/

/** What follows a date until which a discount is given; not that of so many days, nor none. */
export const discountBehind =
  /^(?!.*(\d ?(jours?|days?|tagen?|dias|giorni|dagen)\b(?! (netto|net)\b)|\b(sans|pas|aucune?|nul(le)?|ohne|kein\w*|no|without|senza|sin|ningun\w*|nessun\w*|geen|zonder|neant)\b|(?<![\d.,])0([.,]0+)? ?%|(?<![\d.,])0[.,]00\b))([^.;]|\.(?=\d)){0,35}\b(skonto|escompte|discount|sconto|descuento|korting)\b/

/** What follows the date until which all is to be paid. */
export const dueBehind =
  /^(ohne (jeden )?(abzug|skonto)|rein netto|netto|net|sans escompte)\b(?! ?(\d|a payer|total|amount|price|weight))/

/** A discount that is told of its own date: it tells nothing of the dates below. */
export const discountOfADate =
  /\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}.*\b(skonto|escompte|discount|sconto|descuento|korting)\b/

/** What stands before the first of two dates and between them, where they are the ends of a period. */
export const periodWords: [before: RegExp, between: RegExp][] = [
  [/\bdu$/, /^(jusqu')?au$/],
  [/\bfrom$/, /^(up )?(to|until)$/],
  [/\b(vom|von)$/, /^bis( zum)?$/],
  [/\bd[ae]l$/, /^al$/],
  [/\bdesde( el)?$/, /^hasta( el)?$/],
  [/\bvan$/, /^tot( en met)?$/],
]
