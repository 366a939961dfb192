/** What says that an invoice bears no tax, by law or since the buyer owes it. Texts are normalised: lower case, no accents. */
export const exemption = new RegExp(
  [
    String.raw`\btva non applicable\b|\b(art(icle)?\.? ?)?293 ?b\b|\bauto-?liquidation\b|\bexonere?e?s? de (la )?tva\b|\bexoneration de (la )?tva\b`,
    String.raw`§ ?19\b.{0,20}\bustg\b|\bkleinunternehmer\w*|\bkeine? (umsatz|mehrwert)steuer\b|\b(umsatz|mehrwert)?steuer(frei|befreit)\w*\b|\bsteuerschuldnerschaft des leistungsempf`,
    String.raw`\breverse charge\b|\bvat exempt\b|\bexempt from vat\b|\bzero[- ]rated\b|\bno vat (is )?(charged|applicable|due)\b|\bnot (vat )?registered for vat\b|\boutside the scope of vat\b`,
    String.raw`\bexent[oa] de iva\b|\boperacion exenta\b|\binversion del sujeto pasivo\b`,
    String.raw`\besente (da )?iva\b|\binversione contabile\b|\bregime forfettario\b|\bnon soggett[oa] (a|ad) iva\b`,
    String.raw`\bbtw verlegd\b|\bvrijgesteld van btw\b|\bbtw vrijgesteld\b|\bkleineondernemersregeling\b`,
  ].join('|'),
)
