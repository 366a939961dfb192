import { normalise } from '../parse/text.ts'
import { kindOfStems } from './head-stems.ts'

/** What a column of a table of goods holds. `tax` is a rate or an amount: its cells tell. */
export type ColumnKind =
  | 'position'
  | 'code'
  | 'item'
  | 'description'
  | 'quantity'
  | 'unit'
  | 'unit_price'
  | 'discount'
  | 'tax'
  | 'tax_base'
  | 'amount'
  | 'gross'
  | 'other'

// In fr, en, de, es, it and nl; compared without accents, spaces and signs.
const wordings: Partial<Record<ColumnKind, string>> = {
  position: `# | n | no | num | ligne | ligne fact | line | line no | pos | position | lfd nr | s no | sr no | sl no | sl |
    regel | riga | nr | nr linea | linea`,
  code: `code | code article | code produit | ref | reference | sku | gtin | ean | isbn | mpn | part number | item code |
    item no | product code | product id | art no | art nr | artikelnr | artikelnummer | artikelcode | teilenr | codigo | codice |
    codice articolo | codart | cod | art nr lieferant | art nr lief | art nr kunde | unsere art nr | ihre art nr | productcode`,
  // The name of what is sold, or its number where another column has the name.
  item: 'item | items | article | articles | artikel | articulo | articulos | articolo | art',
  description: `description | descriptions | designation | designations | libelle | intitule | prestation | prestations | service |
    services | produit | produits | detail | details | descriptif | nom | nom & designation | objet | nature | product | products |
    particulars | item description | product description | description of goods | goods | product name | item name |
    description of services | activity | bezeichnung | beschreibung | artikelbezeichnung | artikelbeschreibung |
    produktbezeichnung | leistung | leistungen | leistungsbeschreibung | produkt | produkte | warenbezeichnung | text | descripcion |
    concepto | conceptos | detalle | producto | productos | servicio | servicios | descrizione | descrizione bene servizio |
    descrizione articolo | prodotto | prodotti | servizio | beni servizi | omschrijving | dienst | beschrijving |
    productomschrijving | artikelomschrijving`,
  quantity: `qte | qtes | qty | quantite | quantites | quantity | qnt | quant | menge | anzahl | cantidad | cant | quantita | qta |
    aantal | hoeveelheid | units | unidades | uds | hours | heures | stunden | uren | ore | horas | pcs | hrs | nbre | nombre | nb |
    nb heures | stk | stuck | qty shipped | quantity shipped | qte livree | days | jours | tage | dagen | nb jours`,
  unit: `unite | unit | uom | um | einheit | me | mengeneinheit | meng einheit | unidad | unita | eenheid | unita di misura |
    unit of measure | ud | vke geb | um`,
  unit_price: `pu | prix unitaire | prix unit | prix | prix u | tarif | unit price | unit cost | price | price each | unit rate | rate |
    cost | each | einzelpreis | e preis | einzelpr | ep | stuckpreis | preis | preis einheit | preis pro einheit | nettopreis |
    preis stk | precio | precio unitario | precio unit | p unitario | p unit | tarifa | prezzo | prezzo unitario | valore unitario |
    importo unitario | prijs | stukprijs | prijs per stuk | eenheidsprijs | tarief | prijs per eenheid | net price | list price |
    price unit | u price | montant unitaire | price per unit`,
  amount: `total | total net | total ligne | total price | amount | sum | montant | montant net | prix total | sous total | sous tota |
    sub total | line total | total amount | net amount | net worth | extended price | extended | ext price | net total |
    line amount | total cost | gesamt | gesamtpreis | gesamtbetrag | betrag | summe | gp | entgelt | nettobetrag | nettowert |
    netto betrag | positionssumme | netto | gesamt netto | wert | importe | importe total | importe neto | total linea | importo |
    importo totale | totale | prezzo totale | valore totale | totale riga | bedrag | totaal | totaalbedrag | totaal excl | bedrag excl |
    regeltotaal | totaalprijs | subtotaal`,
  gross: `total ttc | montant ttc | ttc | prix ttc | prix total ttc | gross amount | gross worth | gross | brutto | bruttobetrag |
    total incl vat | total inc vat | incl btw | bedrag incl | bedrag incl btw | totaal incl | totaal incl btw | totale ivato |
    total con iva`,
  discount: `remise | rabais | rem | rabatt | discount | disc | desc | descuento | dto | sconto | korting | allowances |
    allowances charges | nachlasse | nachlasse zuschlage | charges | remise charge | charge | reduction | skonto`,
  tax: `tva | taux tva | taux | taux de tva | code tva | vat | vat rate | tax | taxes | taxe | tax rate | gst | mwst | mwst satz | ust |
    ust satz | steuer | steuersatz | umsatzsteuer | iva | tipo iva | aliquota | aliquota iva | btw | btw tarief | sales tax | hst |
    montant tva | total tva | vat amount | tax amount | mwst betrag | ust betrag | steuerbetrag | importe iva | imposta |
    btw bedrag | total taxes | cuota iva`,
  tax_base: `base | base ht | base tva | base amount | taxable amount | tax base | steuerbasis | steuerbasisbetrag | basisbetrag |
    bemessungsgrundlage | base imponible | base imp | imponibile | grondslag | btw grondslag | maatstaf | vat base |
    steuerbasisbetrag | bruttopreis`,
  other: `date | datum | fecha | data | periode | period | lieferdatum | delivery date | exencion | exemption | note | notes`,
}

const kinds = new Map<string, ColumnKind>(
  Object.entries(wordings).flatMap(([kind, list]) =>
    // The keys of a literal are typed as strings only.
    list.split('|').map((wording) => [squash(wording), kind as ColumnKind] as const),
  ),
)
// Behind a head: its currency, "before tax".
const suffix = /(eur|euros?|usd|gbp|chf|ht|hors?taxes?|htva|exclvat|exclbtw|exclmwst|uvp)$/
const leastFuzzyLength = 6
const misread = new Map<string, ColumnKind>(
  [...kinds]
    .filter(([wording]) => wording.length >= leastFuzzyLength)
    .flatMap(([wording, kind]) => shortened(wording).map((text) => [text, kind] as const)),
)

/** What a column with this head holds; undefined for other wordings. One letter may be misread in long ones. */
export function headKind(text: string): ColumnKind | undefined {
  const whole = squash(text)
  if (whole === '') return undefined
  const known = kinds.get(whole) ?? kinds.get(whole.replace(suffix, ''))
  if (known) return known
  const made = kindOfStems(text)
  if (made || whole.length < leastFuzzyLength) return made
  return (
    misread.get(whole) ??
    shortened(whole)
      .map(kindOfMisread)
      .find((kind) => kind)
  )
}

function kindOfMisread(text: string): ColumnKind | undefined {
  return kinds.get(text) ?? misread.get(text)
}

/** The text without each of its letters: two texts that differ by one letter have one of these in common. */
function shortened(text: string): string[] {
  return [...text].map((_, index) => text.slice(0, index) + text.slice(index + 1))
}

function squash(text: string): string {
  const plain = normalise(text)
  return plain === '#' ? plain : plain.replaceAll(/[^a-z0-9]/g, '')
}
