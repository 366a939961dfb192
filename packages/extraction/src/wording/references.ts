import type { Wording } from './caption.ts'

const number = String.raw`(?: ?(?:n\.?[o°ºr]\.?|n\.|num(?:ero|ber|mer)?\.?|nr\.?|#|id|ref(?:erence|erenz)?\.?))`

/** What stands before or above the numbers of invoices and orders. Texts are normalised: lower case, no accents. */
export const referenceWordings: Record<string, Wording[]> = {
  numero_facture: [
    [new RegExp(`\\b(facture|avoir|fact\\.?)${number}(?!\\w)`), 1],
    [/\b(numero|n[o°]|num|ref(erence)?)\.? ?(de )?(la |d')?(facture|avoir|piece|document)\b/, 1],
    [/\b(facture|avoir)\b ?[:#]?$/, 0.7],
    [
      new RegExp(
        `\\b(tax )?(invoice|bill|inv|credit[- ]?note|credit[- ]?memo(?:randum)?|receipt|document|doc|cash ?sale|slip|cn)\\.?${number}`,
      ),
      1,
    ],
    [/\b(invoice|credit[- ]note|receipt|bill)\b ?[:#]?$/, 0.65],
    [/\binvoice (number|id|no)\b/, 1],
    [new RegExp(`\\b(rechnungs?|beleg|gutschrifts?|rg|re|dokument)[-. ]*${number}`), 1],
    [/\b(rechnungs|beleg|gutschrifts?)-?(nummer|nr\.?)/, 1],
    [/\b\w*(rechnung|gutschrift) ?(nr\.?|[:#])?$/, 0.7],
    // "Facture client n°", "Fattura accompagnatoria n°", "Factura simplificada": a kind of invoice, not the client's number.
    [
      /\b(facture|fattura|factura|invoice|factuur)( client| proforma| d'acompte| de solde| de situation| accompagnatoria| immediata| differita| simplificada| ordinaria)( ?(n[o°ºr]?\.?|num\.?|#))?$/,
      0.8,
    ],
    [/\b(note d'honoraires|honorarnote|parcella)( ?(n[o°ºr]?\.?|#))?$/, 0.8],
    [new RegExp(`\\b(piece|justificatif)${number}(?!\\w)`), 0.8],
    [/\breference (no|number|nr)\.?$/, 0.5],
    [/(rechnung|gutschrift)\b(?!.*(bestell|auftrag|angebot|liefer)).{0,40}\bnr\.?$/, 0.9],
    // One or two characters of the caption that a recognizer got wrong.
    [/\b(facture|rechnungs?|invoice|factura|fattura|factuur|faktuur)\b[^a-z]{0,3}[a-z]?\W?$/, 0.6],
    [new RegExp(`\\b(factura|abono|rectificativa)${number}?( de)?( factura)?$`), 0.85],
    [/\b(numero|n[o°º]|num)\.? ?(de )?(la )?factura\b|\bfactura (num|n)/, 1],
    [new RegExp(`\\b(fattura|documento|nota( d[ie])? (ac)?credito)${number}`), 1],
    [/\b(numero|n[o°º]|nr)\.? ?(della )?(fattura|documento|doc\.?)\b/, 1],
    [/\bfattura\b( n\.?)?$/, 0.7],
    [
      new RegExp(`\\b(factuur|faktuur|credit[- ]?nota|kredietnota|credit[- ]?factuur)-?${number}`),
      1,
    ],
    [/\b(factuur|faktuur)-?(nummer|nr\.?)/, 1],
    [/^(factuur|faktuur) ?[:#]?$/, 0.6],
    [/^(n[o°º]?|no|nr|num|nummer|number|numero)\.?$/, 0.55],
    [/\btransaction (no|id|number)\b/, 0.4],
  ],
  numero_commande: [
    [new RegExp(`\\b(commande|bon de commande|bdc|b\\.c)${number}?`), 0.95],
    [/\b(numero|n[o°]|ref(erence)?s?)\.? ?(de |du )?(la |votre )?(bon de )?commande\b/, 1],
    [
      new RegExp(
        `\\b(purchase order|customer order|buyer order|p\\.?o\\.?|order|sales order)${number}`,
      ),
      1,
    ],
    [/\bp\.?[o0]\.?( ?\/ ?s\.?[o0]\.?)? ?(n[o°º]|nr|number|#)/, 1],
    [/\b(your|buyer|customer|purchase|client) (order|reference|ref)\b/, 0.8],
    [/\b(order|purchase order|p\.?o\.?)( ?[:#])?$/, 0.7],
    [/\bn[o°º]\.? ?b\.?c\.?\b/, 0.9],
    [/\bb\.?c\.? ?[#:]*$/, 0.8],
    [
      /\b(votre |your |ihre? )?(reference|ref\.?|referenz|referencia|riferimento|referentie)s?$/,
      0.45,
    ],
    [/\b(kunden-?)?(bestell|auftrags?)-?(nummer|nr\.?|ung)\b/, 0.95],
    [
      /\b(ihre (bestellung|bestellnummer|bestell-?nr\.?)|bestellung( nr\.?| vom)?|(kunden-?)?auftrag)\b/,
      0.9,
    ],
    [new RegExp(`\\b(pedido|ordine|ordine di acquisto|bestelling|order)${number}`), 0.95],
    [/\b(n[o°º]|numero) ?(de )?(pedido|ordine)\b|\bbestelnummer\b|\bordernummer\b/, 1],
    [/\b(ordine|pedido)$/, 0.7],
  ],
  other: [
    // The document that this one corrects or continues.
    [
      /\b((n[o°º]|numero|number|nr)\.? ?(de |della |di )?)?(facture|avoir|invoice|rechnung|factura|fattura|factuur|documentos?)s? (associee?s?|d'origine|initiale?|rectifiee?s?|corrigee?s?|precedente?s?|anterieure?s?|anterior|rectificad[ao]s?|original[ei]?|collegat[ao]|precedente)\b/,
      1,
    ],
    [
      /\b(original|previous|preceding|related|corrected) (invoice|document|bill)\b|\b(ursprungs?|original|bezugs?|vorgangs?)-?(beleg|rechnung)\w*(-?(nr|nummer)\.?)?|\boorspronkelijke factuur\b/,
      1,
    ],
    [
      /\b(refers? to|referring to|bezieht sich auf|bezug auf|se rapporte a|fait suite a|correspond a|se refiere a|si riferisce a|betreft)\b.{0,25}\b(invoice|facture|rechnung|factura|fattura|factuur)( (no|n[o°º]|nr|number))?\.?$/,
      1,
    ],
    [/\b(mandats?|mandate|reklamations?|sepa)-?\w*( ref\w*)?\b/, 0.9],
    // Not « N° commande client » or "customer order no.": they are of the order.
    [
      new RegExp(
        `(?<!\\b(?:commande|order|pedido|ordine) )\\b(client|customer|cust|kunden?|cliente|klant|member|account|a\\/?c|compte|acct)` +
          `(?!n?-?\\s?(?:order|purchase|p\\.?o\\b|bestell|auftrag))-?${number}?`,
      ),
      0.95,
    ],
    [/\b(kundennummer|kunden-?nr\.?|klantnummer|debiteur\w*|debitor\w*)/, 1],
    [
      new RegExp(
        `\\b(livraison|delivery|liefer(schein)?|bl|shipment|consegna|ddt|albaran)(-?${number}|\\b)`,
      ),
      0.95,
    ],
    [
      /\b(siren|siret|rcs|tva|vat|gst|ust-?id\w*|steuernummer|steuer-?nr|tax (id|no|number)|reg(istration)?( no)?|co(mpany)?\.? (reg|no)|p\.? ?iva|cif|nif|kvk|btw|hrb|gln|iban|bic|swift|konto\w*|blz|roc|sst|partita iva|codice fiscale|c\.f)\b/,
      1,
    ],
    [/\b(tel|phone|fax|mobile|telefon|telefono|telephone|portable|handy|hotline)\b/, 1],
    [
      /\b(devis|quote|quotation|angebot|offerta|presupuesto|contrat|contract|vertrag|projet|project|projekt|article|artikel|item|code|produit|product|sku|ean)(-?(no|nr|n°|nummer|number|id|ref))?\b/,
      0.8,
    ],
    [
      /\b(cashier|table|terminal|pos|station|till|counter|salesperson|operator|staff|trace|approval|batch|auth|card|merchant|tid|mid|stan|rrn)( no| id)?\b/,
      1,
    ],
    [/\b(page|seite|pagina)\b/, 1],
    [/\b(bp|cs|cedex|rue|avenue|street|strasse)\b/, 0.9],
    [/\b(total|montant|amount|betrag|summe)\b/, 0.8],
    [/\bdate?\b|\bdatum\b|\bfecha\b/, 0.7],
  ],
}
