import type { Wording } from './caption.ts'

// "inkl. 19 % MwSt." stands at the total that includes the tax, and at the tax that is included.
const included =
  /\b(inkl\w*|incl\w*|einschl\w*|y compris|con|met)\.?( of)? ?([\d.,]+ ?%)? ?(\w*steuer|mwst|ust|tva|iva|btw|vat|gst|tax)\b\.?( ?\(?@? ?[\d.,]+ ?%\)?)?/

/** Taxes and duties that bear no VAT and are none, and what is withheld of one on income; to the end of the text. */
export const otherTaxes =
  /\b(taxe de sejour|(city|tourist|bed|occupancy|local|withholding) ?-?tax|kurtaxe|\w*ubernachtungssteuer|bettensteuer|quellensteuer|retenue a la source|imposta di (soggiorno|bollo)|marca da bollo|toeristenbelasting|tasa turistica)\b.*$/

/** What stands before or above the amounts that an invoice ends with. Texts are normalised: lower case, no accents. */
export const amountWordings: Record<string, Wording[]> = {
  montant_ht: [
    [/\btotaal (excl|exclusief)\b[\w. ]*/, 1],
    [/\bexcl(\.|usief)? ?btw\b/, 0.9],
    [
      /\b(total|montant|base|net|prix)( total| global| net)? ?(\(?(eur|€)\)? )?(en )?(h\.?t\.?|hors[ -]tax\w*)\b/,
      1,
    ],
    [/\b(h\.?t\.?|hors taxes?) ?(total|net)?$/, 0.8],
    [/\bnet (ht|h\.t)\b/, 1],
    [/\btotal (net|excluding|excl\.?|before|without)\b[\w. ]*(gst|vat|tax)?/, 0.95],
    [/\b(net|nett) (amount|total|value|price|worth)\b/, 0.9],
    [/\bamount (excl|before|without|ex)\b[\w. ]*/, 0.9],
    [/\bexcl(uding|\.)? ?(of )?(gst|vat|tax)\b/, 0.8],
    [/\btaxable (amount|value|total|base)\b/, 0.8],
    [/\bsub[- ]?total\b/, 0.6],
    [/\bsub[- ]?total( \(?(excl|excluding|ex|without|net|ht)\b[\w. ]*)/, 0.95],
    [/\btotal tax basis\b|\btax basis( total)?\b/, 0.8],
    [/\bsous[- ]total\b/, 0.5],
    [/\btotal (ht|hors)\b/, 1],
    [/\bnetto(?![- ]?(a|da) pagare)[- ]?(betrag|summe|gesamt\w*|rechnungsbetrag)?\b/, 0.8],
    [/\b(summe|gesamt\w*|rechnungssumme|betrag|total) \(?netto\b/, 1],
    [/\b(gesamt|end)?netto(betrag|summe)?\b(?![- ]?(a|da) pagare).*$/, 0.7],
    [
      /\b\w*(summe|betrag|preis|beitrag)\b.{0,10}\b(ohne|exkl\.?|excl\.?|zzgl\.?|vor) (ust|mwst|umsatzsteuer|mehrwertsteuer|steuern?)\b/,
      1,
    ],
    [/\b(gesamtbetrag|summe|betrag) (ohne|exkl\.?|excl\.?|zzgl\.?)\b[\w. ]*/, 0.9],
    [/\b(positions|zeilen|waren)summe\b|\bsumme (der )?(positionen|waren|leistungen)\b/, 0.6],
    [/\b(total|montant|somme)s?( total)? (hors|sans|avant) (tva|taxes?)\b/, 1],
    [/\b(base imp|base)\.?$/, 0.6],
    [/^(sum|suma|somma)$/, 0.6],
    [/\bzwischensumme\b( \(?netto\)?)?/, 0.6],
    [/\bsteuerbasis(betrag)?\b|\bbemessungsgrundlage\b|\bsteuerpflichtig\w*/, 0.7],
    [/\bbase (imponible|imposable)\b/, 0.9],
    [/\bimponibile\b/, 0.9],
    [/\b(total|importe) (bruto|neto|sin iva)\b/, 0.8],
    [/\bsubtotal\b/, 0.6],
    [/\btotale (imponibile|netto|senza iva|merce|documento netto)\b/, 0.95],
    [/\bsubtotaal\b/, 0.7],
    [/\b(netto ?bedrag|totaal netto|maatstaf)\b/, 0.8],
  ],
  montant_tva: [
    [/\b(total|montant|dont)( de)?( la)? ?t\.?v\.?a\.?\b( totale?)?/, 1],
    [/\bt\.?v\.?a\.?\b( ?\(?[\d.,]+ ?%\)?)?( sur [\d.,]+)?( ?€)?$/, 0.8],
    [/\bmontant des taxes\b|\btotal taxes\b|\btaxes?$/, 0.8],
    [
      /\b(total|amount of)? ?(vat|gst|hst|tvh|sst|sales tax|tax)( amount| payable| total| due)?( ?\(?@? ?[\d.,]+ ?%\)?)?( amount)?( on [$€£]? ?[\d.,]+)?$/,
      0.8,
    ],
    [/\b(total|sum of|amount of) (vat|gst|tax)\b( amount)?/, 1],
    [/\b(vat|gst|tax) (amount|total|payable)\b/, 0.9],
    [
      /\b(mehrwertsteuer|umsatzsteuer|mwst\.?|ust\.?|mwst-betrag|steuerbetrag)( ?\(?[\d.,]+ ?%\)?)?$/,
      0.9,
    ],
    [
      /\b(gesamt|summe|zzgl\.?|betrag|plus|davon|enth\w*)\b.{0,20}\b(mwst|ust|umsatzsteuer|mehrwertsteuer|steuer\w*)\b/,
      0.95,
    ],
    [/\bsteuerbetrag\b|\bsteuer gesamt\b|\bgesamtsteuer\w*/, 0.9],
    [included, 0.5],
    [/\b\w{5,}steuer\b( ?\(?[\d.,]+ ?%\)?)?$/, 0.6],
    [/\bversicherungs?steuer\b.*$/, 0.8],
    [/^(impuestos?|impost[ae]|belasting)$/, 0.7],
    [/\b(mwst|ust|steuer)\b.{0,12}$/, 0.6],
    [/\b(total|importe|cuota)? ?(de )?iva\b( ?\(?[\d.,]+ ?%\)?)?$/, 0.85],
    [/\bcuota( de)?( iva)?\b/, 0.8],
    [/\b(totale )?(imposta|iva)\b$/, 0.85],
    [/\btotale (imposta|iva)\b/, 1],
    [/\b(totaal |bedrag )?btw( ?bedrag| totaal)?( ?\(?[\d.,]+ ?%\)?)?$/, 0.9],
  ],
  montant_ttc: [
    [
      /\b(total|montant|net|somme)( total| general| global| net)?( a payer)? ?(\(?(eur|€)\)? )?t\.?t\.?c\.?\b/,
      1,
    ],
    [/\bt\.?t\.?c\.?$/, 0.8],
    [/\btotal (a regler|a payer|general|facture|de la facture)\b/, 0.85],
    [/^a payer$/, 0.7],
    [/\b(grand|invoice|bill|gross|final|amount) total\b/, 0.95],
    [
      /\btotal (amount )?(due|payable|to pay|inclusive|incl\.?|including|with tax|gross|rounded)\b[\w. ]*/,
      0.95,
    ],
    [/\b(rounded|round(ed)?[ -]?off) total\b|\btotal rounded\b|(\btotal )?\bafter round\w*\b/, 1],
    [/\b(inclusive|including|incl\.?)( of)? ?(gst|vat|tax)\b/, 0.85],
    [included, 0.6],
    [
      /\btotal( amount| sales?| invoice| price| value)?( ?\(?(eur|usd|gbp|rm|myr|chf|s?fr\.|€|\$|£|inr|rs)\)?)?$/,
      0.6,
    ],
    [/\b(amount|balance)( total)?( due| payable| to pay)\b/, 0.75],
    [/\bgross (amount|total|worth|value)\b/, 0.95],
    [/\bnett? total\b/, 0.6],
    [/\bnett? (amt|amount)\b/, 0.45],
    [/\bgesamt(betrag|summe|preis)?\b( ?\(?(brutto|eur|€|inkl\.?)\)?)?/, 0.65],
    [/\b(rechnungs|end|brutto)(betrag|summe|beitrag)\b/, 0.9],
    [/\b(summe|betrag|gesamt\w*|rechnungssumme|total) \(?brutto\b/, 1],
    [/\bbrutto(betrag|summe|gesamt\w*)?\b/, 0.85],
    [/\b(gesamt\w*|summe|betrag|total) \(?(inkl|incl|mit)\b[\w. ]*/, 0.95],
    [/\bzu zahlen\w*|\bzahlbetrag\b|\bzahlbar(er betrag)?\b/, 0.7],
    [/\bsumme$/, 0.45],
    [/\btotal (factura|a pagar|con iva|iva incluido|general|documento)\b/, 0.95],
    [/\bimporte total\b/, 0.9],
    [/\btotale (documento|fattura|a pagare|da pagare|complessivo|ivato|generale|con iva)\b/, 0.95],
    [/\btotale$/, 0.6],
    [/\btotaal( bedrag| te betalen| incl\w*\.?( btw)?|bedrag)?\b/, 0.75],
    [/\b(factuurbedrag|te betalen)\b/, 0.8],
    [/\bimporto totale( documento)?\b/, 0.95],
  ],
  net_a_payer: [
    [/\bnet a (payer|regler)\b( ttc)?/, 1],
    [/\b(reste|solde|montant) (a (payer|regler)|du)\b/, 0.9],
    [/\b(amount|balance|total) (due|payable|outstanding|to pay)\b/, 0.9],
    [/\b(zahlbetrag|zu zahlen\w*|offener betrag|restbetrag|falliger betrag)\b/, 0.9],
    [/\b(total a pagar|liquido a percibir|importe a pagar|pendiente)\b/, 0.9],
    [/\b(netto (da|a) pagare|totale (da|a) pagare|importo (da|a) pagare)\b/, 0.95],
    [/\b(te betalen|openstaand bedrag|te voldoen)\b/, 0.9],
  ],
  acompte: [
    [
      /\b(acomptes?|deja (paye|regle|verse)|(?<!d')avance|arrhes)\b( ?(deja )?(verse|paye|regle|recu|percu)e?s?\b)?( le)?/,
      0.95,
    ],
    [
      /\b((?<!security )deposit|prepaid|paid( amount)?|amount paid|(?<!in )advance|already paid|prepayment)\b( (paid|received))?/,
      0.9,
    ],
    [
      /\b(anzahlung(en)?|(bereits|voraus|an)[ -]?(ge|be)zahlt\w*|vorauszahlung(en)?)\b( (erhalten|geleistet))?/,
      0.95,
    ],
    // Alone, « Abschlag » is what is taken off a price.
    [
      /\b(abschlagszahlung(en)?|teilzahlung(en)?)\b( (erhalten|geleistet))?|\b(abzgl\.?|abzuglich|geleistete?r?|erhaltene?r?|gezahlte?r?) ?(\d+\. ?)?abschlage?\b/,
      0.95,
    ],
    [/\b(anticipo|pagado|acconto|voorschot|reeds betaald|aanbetaling)\b/, 0.9],
  ],
  remise: [
    [
      /\b(remises?|rabais|ristourne|reduction)\b( (commerciale|globale))?( ?\(?-?[\d.,]+ ?%\)?)?/,
      0.9,
    ],
    [/\b(discounts?|rebate|allowances?)\b( ?\(?-?[\d.,]+ ?%\)?)?/, 0.9],
    [
      /\b(rabatt|nachlass|abschlag|(?<!\bohne (?:jeden |jeglichen |weiteren? )?)abzuge?)\b( ?\(?-?[\d.,]+ ?%\)?)?/,
      0.9,
    ],
    [/\b(descuento|rebaja|bonificacion|sconto|abbuono|korting)\b( ?\(?-?[\d.,]+ ?%\)?)?/, 0.9],
  ],
  frais_port: [
    [/\b(frais (de )?(port|livraison|expedition|transport)|port(?: (?:des? )?colis)?)\b/, 0.9],
    [/\b(shipping|freight|delivery (cost|charge|fee)|postage|carriage|handling)\b/, 0.9],
    [/\b(versand\w*|porto|fracht\w*|lieferkosten)\b/, 0.9],
    [/\b(gastos de envio|portes|spese di (spedizione|trasporto)|verzendkosten)\b/, 0.9],
  ],
  // Not fields of ours: what must not be taken for one, and what tells the total at a till.
  tendered: [
    [
      /\b(cash|tendered?|especes|bar|gegeben|visa|master ?card|maestro|debit|credit card|(bank )?card|carte( bancaire)?|cb|ec-karte|girocard|kartenzahlung|efectivo|tarjeta|contant[ei]|carta|pin|pinnen)( (received|paid|tendered|recues?|recu|paye|sale|amount))?\b/,
      1,
    ],
    [/\bentregado\b|\bontvangen\b/, 0.8],
  ],
  change: [
    [
      /\b(your )?change( due| given)?\b|\b((a )?rendre|rendu|monnaie( rendue)?|ruckgeld|zuruck|wechselgeld|cambio|devolucion|vuelto|resto|wisselgeld)\b/,
      1,
    ],
  ],
  // « Assurance exonérée de TVA »: what bears no tax is none.
  untaxed: [
    [
      /\b(exonere?e?s?|non (soumise?s?|assujettie?s?)|exempt|not subject|esent[ei]|exent[oa]s?|no sujet[oa]s?|non soggett[oai]|vrijgesteld)\b.{0,8}\b(t\.?v\.?a|vat|iva|btw)\b\.?/,
      1,
    ],
  ],
  rounding: [
    [
      /\b(rounding|round(ed)?[ -]?off|arrondi|rundung(sdifferenz)?|redondeo|arrotondamento|afronding|adj(ustment)?)( adj(ustment)?| error| amount)?$/,
      1,
    ],
  ],
  other: [
    [/\b(capital|tel|phone|fax|siren|siret|rcs|iban|page)\b/, 1],
    [/\b(report|a reporter|ubertrag|carried|brought forward|riporto|transport)\b/, 0.8],
    [
      /\b(qty|quantite|quantity|menge|prix unitaire|p\.?u\.?|unit price|einzelpreis|stuckpreis|precio unitario|prezzo unitario)\b/,
      0.8,
    ],
    [/\b(saving|indemnite|penalite|skonto|escompte)\b/, 0.9],
    [/\b(total (qty|quantity|items?)|item count)\b/, 1],
    // What is kept back of the total for a time.
    [
      /\bretenue de garantie\b|\b\w*einbehalt\b|\bretention\b|\btrattenuta\b|\bretencion de garantia\b|\binhouding\b/,
      1,
    ],
    // From what amount on something is free or less.
    [
      /\b(versandkostenfrei|franco de port|free (shipping|delivery)|(frais de port|livraison) (offerte?s?|gratuite?s?)|(port|remise|rabatt|shipping|discount|verzendkosten|spedizione)\b.{0,20}\b(des|a partir de|ab|over|above|vanaf|oltre)(?= ?[€£$]? ?(?:\d|$)))\b.*$/,
      1,
    ],
    [otherTaxes, 1],
    // What is withheld of a tax on income.
    [
      /\britenuta( d.? ?acconto)?\b|(\bretencion(es)?( (de |del )?(irpf|i\.r\.p\.f\.?))?|\birpf)\b( ?\(?-?[\d.,]+ ?%\)?)?( ?(s\/|sobre|su)? ?(la |l.)?(base )?imponibi?le)?/,
      1,
    ],
    // What is passed on or given back as it is, and stands below a sum as a tax does.
    [
      /^((spese (di )?)?boll[oi]( virtuale)?|(total )?debours|frais de deplacement|spese anticipate|suplidos|auslagen|statiegeld|pfand|consignes?)\b/,
      1,
    ],
    [/\b(neuer?s?|kunftiger?|monatlicher?)( monatlicher?)? (abschlag\w*|teilzahlung\w*)\b/, 1],
  ],
}
